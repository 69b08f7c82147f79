/** A signal arm at "clear" that is also a plug: the house mark. */
export function Logo({ size = 28 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" focusable="false" style={{ flex: 'none' }}>
      <rect width="32" height="32" rx="9" fill="var(--sm-brand)" />
      <path d="M10 26V6" stroke="var(--sm-brand-ink)" strokeWidth="3" strokeLinecap="round" />
      <path d="M10 8.5 23 13v6L10 14.6z" fill="var(--sm-brand-accent)" />
      <path d="M23 14.4h3.2M23 17.6h3.2" stroke="var(--sm-brand-ink)" strokeWidth="1.8" strokeLinecap="round" />
    </svg>
  );
}
