/** Of one station's log: tiles, receipts, evidence and exports, all of them checkable without the collector. */
import { AppError } from '../../../shared/base/app-error.ts';
import { exportOf } from '../export.ts';
import { bytesReply, type HttpReply, linesReply, textReply } from '../reply.ts';
import { type AnswerSources, limitIn, numberIn, type Route } from '../route.ts';
import { entriesTile, parseTilePath, TILE_WIDTH } from '../tiles.ts';

const IMMUTABLE = { 'cache-control': 'private, max-age=31536000, immutable' } as const;
const OH = '([0-9a-f]{64})';

interface Here {
  readonly next: number;
}

async function entriesHere({ collector: { db } }: AnswerSources, n: number): Promise<number> {
  return (await db.one<Here>('SELECT next FROM log WHERE n = ?', n))?.next ?? 0;
}

export const LOG_ROUTES: readonly Route[] = [
  {
    method: 'GET',
    path: new RegExp(`^/m/${OH}/checkpoint$`),
    role: 'auditor',
    answer: async ({ collector: { db }, names, log }, viewer, { path: [oh = ''] }) => {
      const { n, origin } = await names.ofHash(oh);
      const receipt = await db.one<{ note: string }>('SELECT note FROM receipt WHERE log = ? ORDER BY size DESC LIMIT 1', n);
      if (receipt === null) throw new AppError('collector.not_found', 'nothing of this log was countersigned yet');
      await log.note(viewer, [{ act: 'read.tiles', of: origin, filter: '' }]);
      return textReply(receipt.note);
    },
  },
  {
    method: 'GET',
    path: new RegExp(`^/m/${OH}/(tile/.{1,40})$`),
    role: 'auditor',
    answer: async (reading, viewer, { path: [oh = '', tile = ''] }) => {
      const { n, origin } = await reading.names.ofHash(oh);
      const place = parseTilePath(tile);
      if (place === null) throw new AppError('collector.not_found', 'no such tile');
      await reading.log.note(viewer, [{ act: 'read.tiles', of: origin, filter: '' }]);
      const size = await entriesHere(reading, n);
      const { db } = reading.collector;
      const body = place.level === 'entries' ? await entriesTile(db, n, size, place) : await reading.tiles.hashes(n, size, place);
      return bytesReply(body, place.width === TILE_WIDTH ? IMMUTABLE : {});
    },
  },
  {
    method: 'GET',
    path: new RegExp(`^/m/${OH}/vkey$`),
    role: 'auditor',
    answer: async ({ names }, _, { path: [oh = ''] }) => textReply(`${(await names.ofHash(oh)).vkey}\n`),
  },
  {
    method: 'GET',
    path: new RegExp(`^/v1/logs/${OH}/receipts$`),
    role: 'auditor',
    answer: async ({ collector: { db }, names, log }, viewer, { path: [oh = ''], query }) => {
      const { n, origin } = await names.ofHash(oh);
      const limit = limitIn(query, 200);
      const rows = await db.all<{ size: number; time: number; note: string }>(
        'SELECT size, time, note FROM receipt WHERE log = ? AND size < ? ORDER BY size DESC LIMIT ?',
        n,
        numberIn(query, 'before', Number.MAX_SAFE_INTEGER),
        limit,
      );
      await log.note(viewer, [{ act: 'read.receipts', of: origin, filter: '' }]);
      return linesReply(rows, rows.length === limit ? (rows.at(-1)?.size ?? null) : null);
    },
  },
  {
    method: 'GET',
    path: /^\/v1\/evidence\/([0-9a-f]{64})$/,
    role: 'auditor',
    answer: async ({ collector: { db }, names, log }, viewer, { path: [hash = ''] }) => {
      const row = await db.one<{ log: number; kind: string; data: Uint8Array }>(
        'SELECT log, kind, data FROM evidence WHERE hash = ?',
        hash,
      );
      if (row === null) throw new AppError('collector.not_found', 'no such evidence');
      await log.note(viewer, [{ act: 'read.evidence', of: (await names.ofNumber(row.log)).origin, filter: hash }]);
      return file(row.data, `${hash.slice(0, 16)}.${row.kind === 'after-freeze' ? 'late' : 'fork'}.json`, 'application/json');
    },
  },
  {
    method: 'GET',
    path: new RegExp(`^/v1/export/${OH}$`),
    role: 'auditor',
    answer: async ({ collector, names, log, verifierPage }, viewer, { path: [oh = ''] }) => {
      const named = await names.ofHash(oh);
      const { size, stream } = await exportOf(collector, named, verifierPage);
      const said = { act: 'read.disclosures', of: named.origin, filter: 'export' } as const;
      await log.note(viewer, [{ act: 'read.export', of: named.origin, filter: `size=${size}` }, said]);
      return { status: 200, headers: attachment(`${oh.slice(0, 16)}-${size}.haudit`, 'application/gzip'), body: stream };
    },
  },
];

function attachment(name: string, type: string): Record<string, string> {
  return { 'content-type': type, 'content-disposition': `attachment; filename="${name}"` };
}

function file(body: Uint8Array, name: string, type: string): HttpReply {
  return { status: 200, headers: attachment(name, type), body };
}
