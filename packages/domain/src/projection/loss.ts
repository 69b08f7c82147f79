/** What a projection could not carry over. */
export interface Loss {
  /** Where in what was projected, such as `elements.2.restrictions.holidays`. */
  path: string;
  /** Dropped: the receiver knows nothing of it. Changed: the receiver reads something else, which may cost more or less. */
  kind: 'dropped' | 'changed';
  message: string;
}
export interface Projected<T> {
  value: T;
  losses: Loss[];
}
