/** What every command of the collector needs: its folder, keys and database, created if they are missing. */
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { isAppError } from '../../shared/base/app-error.ts';
import type { Instant } from '../../shared/base/instant.ts';
import type { CollectorPolicy } from '../../shared/log/exchange/enrolment.ts';
import type { Collector } from '../ground/collector.ts';
import { keysInFile, type SigningKeys } from '../ground/collector-keys.ts';
import type { Database } from '../store/database.ts';
import { openDatabase } from '../store/open-database.ts';
import { requireOwnLog } from '../store/own-log.ts';
import { type Identity, tlsIdentity } from './certificate.ts';
import type { Config } from './config-schema.ts';
import { dataFolder } from './data-folder.ts';
import type { DatabaseAddress } from './database-address.ts';
import { assertPrivate } from './private-file.ts';
import { Stop } from './stop.ts';

export const KEYS_FILE = 'keys.json';

export interface CollectorPlace {
  readonly data: string;
  readonly config: Config;
  /** Null for SQLite in the folder. */
  readonly database: DatabaseAddress | null;
  readonly now?: () => Instant;
}

export interface OpenCollector {
  readonly collector: Collector;
  readonly tls: Identity;
}

/** Opens it, or makes it. Close `collector.db` afterwards. Throws a `Stop`. */
export async function openCollector({ data, config, database, now = Date.now }: CollectorPlace): Promise<OpenCollector> {
  const folder = dataFolder(data);
  const keys = signingKeys(join(folder, KEYS_FILE), config.name);
  const tls = await tlsIdentity(folder, config, now());
  const db = await opened(folder, database);
  await ownOrClosed(db, keys, folder);
  const random = (length: number): Uint8Array => new Uint8Array(randomBytes(length));
  return { tls, collector: { db, keys, policy: policyOf(config), spki: tls.spki, now, random } };
}

/** What stations are told that is asked of them. */
function policyOf({ policy }: Config): CollectorPolicy {
  return { silence_hours: policy.silenceHours, drill_days: policy.drillDays, disclosures: policy.disclosures };
}

/** Throws a `Stop` with what the disk or the server refuses; a password is in no sentence of theirs. */
async function opened(folder: string, database: DatabaseAddress | null): Promise<Database> {
  const text = database?.text ?? join(folder, 'collector.sqlite');
  try {
    return await openDatabase(database?.url ?? `sqlite:${text}`);
  } catch (error) {
    if (!isAppError(error)) throw error;
    const fix = database === null ? 'Look at the disk, or name another folder with --data.' : 'Look at the server, or at DATABASE_URL.';
    throw new Stop(`${text} cannot be used: ${error.message}. ${fix}`);
  }
}

/** Throws a `Stop` where other keys wrote the collector's own log: two collectors on one database have the same keys. */
async function ownOrClosed(db: Database, keys: SigningKeys, folder: string): Promise<void> {
  try {
    await requireOwnLog(db, keys.heads.key);
  } catch (error) {
    await db.close();
    if (!isAppError(error)) throw error;
    throw new Stop(
      `The collector's own log cannot go on: ${error.message}. Put the ${KEYS_FILE} of the collector that began it into ${folder}.`,
    );
  }
}

const named = z.looseObject({ name: z.string() });

/** The keys of this folder. Their name was given at the first start: the configuration's, else this machine's. */
function signingKeys(path: string, wanted: string | undefined): SigningKeys {
  const random = (length: number): Uint8Array => new Uint8Array(randomBytes(length));
  const name =
    wanted ??
    keptName(path) ??
    `${
      hostname()
        .toLowerCase()
        .replace(/[^a-z0-9.-]/g, '-')
        .replace(/^[.-]+/, '') || 'localhost'
    }/collector`;
  try {
    const keys = keysInFile(path, name, random);
    assertPrivate(path);
    return keys;
  } catch (error) {
    if (!isAppError(error)) throw error;
    throw new Stop(
      `The keys in ${path} cannot be used: ${error.message}. A collector's name and keys stay: set "name" back, or use another folder.`,
    );
  }
}

function keptName(path: string): string | null {
  if (!existsSync(path)) return null;
  try {
    return named.safeParse(JSON.parse(readFileSync(path, 'utf8'))).data?.name ?? null;
  } catch {
    return null;
  }
}
