import { type AcceptanceWords, acceptanceWords, filled, findingSentence } from '@stationmaster/domain';
import { framesByIds } from '../frames/by-ids.ts';
import { attachment } from '../http/attachment.ts';
import type { Call } from '../http/handler.ts';
import { existingRun } from './manage.ts';
import type { RunRow, StepRow } from './store.ts';

type Frame = Awaited<ReturnType<typeof framesByIds>>[number];
interface Proved extends StepRow {
  frames: Frame[];
}
type Paper = PDFKit.PDFDocument;
interface Sheet {
  paper: Paper;
  words: AcceptanceWords;
  /** A moment as the reader writes it, in UTC. */
  moment: (at: Date | string | null) => string;
}

/** A4, points. */
const margin = 48;
const colours = {
  passed: '#1a7f4b',
  failed: '#b3261e',
  skipped: '#6b6b6b',
  running: '#7a5c00',
  pending: '#6b6b6b',
  cancelled: '#6b6b6b',
  ink: '#1c1c1c',
  quiet: '#5f5f5f',
};
/** Longer messages are cut; all of it is in the message log. */
const longest = 700;

/** The report of a test, as a file. Failure notFound. */
export async function acceptanceReport(call: Call, { runId, language }: { runId: number; language: 'en' | 'de' }): Promise<Response> {
  const { run, steps } = await call.tx(async (db) => {
    const found = await existingRun(db, runId);
    const proved: Proved[] = [];
    for (const step of found.steps) proved.push({ ...step, frames: await framesByIds(db, found.stationId, step.evidence) });
    return { run: found, steps: proved };
  });
  const bytes = await written(run, steps, language);
  return new Response(new Uint8Array(bytes), {
    headers: { 'content-type': 'application/pdf', 'content-disposition': attachment(`acceptance-${run.identity}-${run.id}.pdf`) },
  });
}

async function written(run: RunRow, steps: readonly Proved[], language: string): Promise<Buffer> {
  const words = acceptanceWords(language);
  const format = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'medium', timeZone: 'UTC' });
  const title = `${words.report.title} ${run.identity}`;
  // Fetched when first needed: with its fonts it is the largest library of all, and most servers never write a report.
  const { default: PDFDocument } = await import('pdfkit');
  const paper = new PDFDocument({
    size: 'A4',
    margin,
    bufferPages: true,
    info: { Title: title, Creator: 'Stationmaster' },
    lang: language,
  });
  const parts: Buffer[] = [];
  const done = new Promise<Buffer>((resolve, reject) => {
    paper.on('data', (part: Buffer) => parts.push(part));
    paper.on('end', () => resolve(Buffer.concat(parts)));
    paper.on('error', reject);
  });
  const sheet: Sheet = { paper, words, moment: (at) => (at === null ? '–' : `${format.format(new Date(at))} UTC`) };
  writeHead(sheet, run);
  for (const step of steps) writeStep(sheet, step);
  writeSignature(sheet);
  for (const step of steps) if (step.frames.length > 0) writeProof(sheet, step);
  numberPages(sheet, run.id);
  paper.end();
  return await done;
}

function writeHead({ paper, words, moment }: Sheet, run: RunRow): void {
  const { report, status } = words;
  paper.fillColor(colours.ink).font('Helvetica-Bold').fontSize(20).text(report.title).moveDown(0.2);
  paper.fontSize(13).fillColor(colours[run.status]).text(`${report.result}: ${status[run.status]}`).moveDown(0.6);
  const rows: [string, string][] = [
    [report.station, run.identity],
    [report.name, run.name || '–'],
    [report.startedBy, run.startedBy],
    [report.began, moment(run.startedAt)],
    [report.ended, moment(run.endedAt)],
  ];
  for (const [label, value] of rows) {
    const { y } = paper;
    paper.font('Helvetica').fontSize(10).fillColor(colours.quiet).text(label, margin, y, { width: 110 });
    const end = paper.y;
    paper.fillColor(colours.ink).text(latin(value), margin + 115, y, { width: 380 });
    paper.y = Math.max(end, paper.y);
  }
  paper.moveDown(1);
}

function writeStep({ paper, words, moment }: Sheet, step: Proved): void {
  if (paper.y > paper.page.height - 110) paper.addPage();
  const { name } = words.step[step.name];
  const top = paper.y;
  paper
    .font('Helvetica-Bold')
    .fontSize(9)
    .fillColor(colours[step.status])
    .text(words.status[step.status], margin, top + 1, { width: 82 });
  paper
    .fontSize(10.5)
    .fillColor(colours.ink)
    .text(`${step.place + 1}. ${name}`, margin + 86, top, { width: 410 });
  const said = findingSentence(words, step.code, step.found);
  const note = step.note === null ? '' : `${words.report.leftOut}: ${step.note}`;
  const advice = step.status === 'failed' ? words.step[step.name].fix : '';
  for (const text of [said, note, advice])
    if (text !== '')
      paper
        .font('Helvetica')
        .fontSize(9.5)
        .fillColor(colours.ink)
        .text(latin(text), margin + 86, paper.y + 1, { width: 410 });
  if (step.endedAt !== null)
    paper
      .font('Helvetica')
      .fontSize(8)
      .fillColor(colours.quiet)
      .text(moment(step.endedAt), margin + 86, paper.y + 1, { width: 410 });
  paper.moveDown(0.6);
}

function writeSignature({ paper, words }: Sheet): void {
  if (paper.y > paper.page.height - 120) paper.addPage();
  const y = paper.y + 40;
  paper
    .moveTo(margin, y)
    .lineTo(margin + 260, y)
    .strokeColor(colours.quiet)
    .lineWidth(0.7)
    .stroke();
  paper
    .font('Helvetica')
    .fontSize(8.5)
    .fillColor(colours.quiet)
    .text(words.report.signature, margin, y + 4);
}

function writeProof({ paper, words, moment }: Sheet, step: Proved): void {
  paper.addPage();
  paper
    .font('Helvetica-Bold')
    .fontSize(12)
    .fillColor(colours.ink)
    .text(`${step.place + 1}. ${words.step[step.name].name}`);
  paper.font('Helvetica').fontSize(9).fillColor(colours.quiet).text(words.report.proof).moveDown(0.6);
  for (const { at, direction, action, request, answer } of step.frames) {
    const way = direction === 'in' ? words.report.fromStation : words.report.toStation;
    paper
      .font('Helvetica-Bold')
      .fontSize(8.5)
      .fillColor(colours.ink)
      .text(`${action}, ${way}, ${moment(at)}`);
    for (const text of [request, answer ?? '–'])
      paper
        .font('Courier')
        .fontSize(7.5)
        .fillColor(colours.ink)
        .text(latin(shortened(text)), { width: 500 });
    paper.moveDown(0.6);
  }
}

function numberPages({ paper, words }: Sheet, id: number): void {
  const { count } = paper.bufferedPageRange();
  for (let page = 0; page < count; page++) {
    paper.switchToPage(page);
    // Below the margin a text would begin a new page.
    paper.page.margins.bottom = 0;
    const text = `Stationmaster · ${filled(words.report.number, { id })} · ${filled(words.report.page, { page: page + 1, pages: count })}`;
    paper
      .font('Helvetica')
      .fontSize(8)
      .fillColor(colours.quiet)
      .text(text, margin, paper.page.height - 30, { lineBreak: false });
  }
}

const shortened = (text: string): string => (text.length > longest ? `${text.slice(0, longest)} …` : text);

/** The fonts of every PDF reader know the letters of Windows-1252 only. */
function latin(text: string): string {
  return text.replace(/[^\n\x20-\x7e\xa0-\xff€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]/g, '?');
}
