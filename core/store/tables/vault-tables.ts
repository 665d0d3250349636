import { ApprovalTable } from './approval-table.ts';
import { CharterTable } from './charter-table.ts';
import { CollectorTable } from './collector-table.ts';
import { CredentialTable } from './credential-table.ts';
import { DirectoryTable } from './directory-table.ts';
import { DraftTable } from './draft-table.ts';
import { ExposureTable } from './exposure-table.ts';
import { IncidentTable } from './incident-table.ts';
import { MetaTable } from './meta-table.ts';
import { ProofTable } from './proof-table.ts';
import { ReceiptTable } from './receipt-table.ts';
import { RequestTable } from './request-table.ts';
import type { Sql } from './sql.ts';

/** What a change may write, inside the transaction of its log entries. */
export interface VaultTables {
  readonly meta: MetaTable;
  readonly charters: CharterTable;
  readonly credentials: CredentialTable;
  readonly directory: DirectoryTable;
  readonly requests: RequestTable;
  readonly approvals: ApprovalTable;
  readonly exposures: ExposureTable;
  readonly incidents: IncidentTable;
  readonly proofs: ProofTable;
  readonly drafts: DraftTable;
  readonly collectors: CollectorTable;
  readonly receipts: ReceiptTable;
}

/** What may be read at any time. There is no door to writing but a commit. */
export interface VaultReads {
  readonly meta: Pick<MetaTable, 'get'>;
  readonly charters: Pick<CharterTable, 'all' | 'latest'>;
  readonly credentials: Pick<CredentialTable, 'current' | 'versions' | 'get' | 'countIn' | 'chunks'>;
  readonly directory: Pick<DirectoryTable, 'all' | 'get'>;
  readonly requests: Pick<RequestTable, 'all' | 'live' | 'get'>;
  readonly approvals: Pick<ApprovalTable, 'of'>;
  readonly exposures: Pick<ExposureTable, 'of' | 'open'>;
  readonly incidents: Pick<IncidentTable, 'get' | 'all'>;
  readonly proofs: Pick<ProofTable, 'all'>;
  readonly drafts: Pick<DraftTable, 'get'>;
  readonly collectors: Pick<CollectorTable, 'get'>;
  readonly receipts: Pick<ReceiptTable, 'newest' | 'all' | 'at'>;
}

/** The vault's tables on this connection. Their statements are prepared here, so the schema must be in place. */
export function vaultTables(sql: Sql): VaultTables {
  return {
    meta: new MetaTable(sql),
    charters: new CharterTable(sql),
    credentials: new CredentialTable(sql),
    directory: new DirectoryTable(sql),
    requests: new RequestTable(sql),
    approvals: new ApprovalTable(sql),
    exposures: new ExposureTable(sql),
    incidents: new IncidentTable(sql),
    proofs: new ProofTable(sql),
    drafts: new DraftTable(sql),
    collectors: new CollectorTable(sql),
    receipts: new ReceiptTable(sql),
  };
}
