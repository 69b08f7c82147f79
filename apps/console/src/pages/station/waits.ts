/** How long a command may wait for a station that is away, in seconds: an hour, a day, a week. */
export const waits = ['3600', '86400', '604800'] as const;
