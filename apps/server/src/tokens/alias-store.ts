import { aliasesOf, canonicalToken } from '@stationmaster/domain';
import { sql, type Transaction } from 'kysely';
import type { Tables } from '../db/tables.gen.ts';
import { fail } from '../errors.ts';

/** What a card is found by besides its canonical form. */
export interface TokenKeys {
  tokenId: number;
  canonical: string /** Typed by an operator; undefined: as they were. */;
  aliases: readonly string[] | undefined;
}

/**
 * Writes the derived aliases of cards and replaces those typed by an operator. A typed alias that is another card's canonical
 * form or alias, or a canonical form that another card has as a typed alias, throws `alreadyExists`: two cards never become one.
 */
export async function saveAliases(db: Transaction<Tables>, tenantId: number, keys: readonly TokenKeys[]): Promise<void> {
  const typed = keys.flatMap(({ tokenId, canonical, aliases }) =>
    typedAliases(canonical, aliases ?? []).map((alias) => ({ tokenId, alias, automatic: false })),
  );
  const given = new Set(typed.map(({ tokenId, alias }) => `${tokenId} ${alias}`));
  const derived = keys.flatMap(({ tokenId, canonical }) => aliasesOf(canonical).map((alias) => ({ tokenId, alias, automatic: true })));
  const rows = [...typed, ...derived.filter(({ tokenId, alias }) => !given.has(`${tokenId} ${alias}`))];
  const replaced = keys.filter(({ aliases }) => aliases !== undefined).map(({ tokenId }) => tokenId);
  await sql`delete from token_alias where token_id = any(${replaced}::bigint[])`.execute(db);
  const taken = await sql<{ alias: string }>`
    select canonical as alias from token join unnest(${typed.map(({ alias }) => alias)}::text[], ${typed.map(({ tokenId }) => tokenId)}::bigint[]) as k (alias, token_id)
      on token.canonical = k.alias and token.id <> k.token_id
    union all select a.alias from token_alias a join unnest(${typed.map(({ alias }) => alias)}::text[], ${typed.map(({ tokenId }) => tokenId)}::bigint[]) as k (alias, token_id)
      on a.alias = k.alias and a.token_id <> k.token_id and not a.automatic
    union all select a.alias from token_alias a join unnest(${keys.map(({ canonical }) => canonical)}::text[], ${keys.map(({ tokenId }) => tokenId)}::bigint[]) as k (alias, token_id)
      on a.alias = k.alias and a.token_id <> k.token_id and not a.automatic
    limit 1`.execute(db);
  const clash = taken.rows[0]?.alias ?? twice(typed);
  if (clash !== undefined) throw fail('alreadyExists', { what: 'card', id: clash });
  await sql`insert into token_alias (tenant_id, alias, token_id, automatic)
    select ${tenantId}::int, * from unnest(${rows.map(({ alias }) => alias)}::text[], ${rows.map(({ tokenId }) => tokenId)}::bigint[], ${rows.map(({ automatic }) => automatic)}::boolean[])
    on conflict (tenant_id, alias, token_id) do nothing`.execute(db);
}

function typedAliases(canonical: string, aliases: readonly string[]): string[] {
  return [...new Set(aliases.map(canonicalToken))].filter((alias) => alias !== '' && alias !== canonical);
}

/** An alias that two cards of the same file claim. */
function twice(typed: readonly { alias: string }[]): string | undefined {
  const seen = new Set<string>();
  return typed.find(({ alias }) => seen.size === seen.add(alias).size)?.alias;
}
