import type { Message } from './message.ts';

const colours = { critical: '#c92a2a', warning: '#e8590c', info: '#1c7ed6' } as const;
const colourOf = ({ severity, isOver }: Message): string => (isOver ? '#2b8a3e' : colours[severity]);

/** Incoming webhook of Slack: text for the notification, an attachment for the colour. https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks */
export function slackBody(message: Message): object {
  const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return {
    text: escaped(message.title),
    attachments: [
      { color: colourOf(message), text: [...message.lines.map(escaped), `<${message.url}|${escaped(message.urlText)}>`].join('\n') },
    ],
  };
}

/** Mattermost takes Slack's form, with Markdown. https://developers.mattermost.com/integrate/webhooks/incoming/ */
export function mattermostBody(message: Message): object {
  const escaped = (text: string) => text.replace(/[\\`*_[\]#~|<>]/g, '\\$&');
  return {
    text: `**${escaped(message.title)}**`,
    attachments: [
      {
        fallback: message.title,
        color: colourOf(message),
        text: [...message.lines.map((line) => `- ${escaped(line)}`), `[${escaped(message.urlText)}](${message.url})`].join('\n'),
      },
    ],
  };
}

/** A workflow of Microsoft Teams takes an adaptive card; the older connectors of Office 365 take it as well. https://adaptivecards.io/explorer/ */
export function teamsBody(message: Message): object {
  const colour = message.isOver
    ? 'good'
    : message.severity === 'info'
      ? 'accent'
      : message.severity === 'warning'
        ? 'warning'
        : 'attention';
  return {
    type: 'message',
    attachments: [
      {
        contentType: 'application/vnd.microsoft.card.adaptive',
        contentUrl: null,
        content: {
          $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
          type: 'AdaptiveCard',
          version: '1.4',
          body: [
            { type: 'TextBlock', text: message.title, weight: 'bolder', size: 'medium', color: colour, wrap: true },
            ...message.lines.map((line) => ({ type: 'TextBlock', text: line, wrap: true, spacing: 'small' })),
          ],
          actions: [{ type: 'Action.OpenUrl', title: message.urlText, url: message.url }],
        },
      },
    ],
  };
}
