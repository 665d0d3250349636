import { EXPORT_FILES, parseReceiptName } from '../../shared/log/export/export-folder.ts';

/** The files of an export by their path in its folder. */
export type ChosenFiles = ReadonlyMap<string, File>;

const NAMES: ReadonlySet<string> = new Set([
  EXPORT_FILES.events,
  EXPORT_FILES.checkpoint,
  EXPORT_FILES.vkey,
  EXPORT_FILES.hashes,
  EXPORT_FILES.disclosures,
]);

/** What of these files belongs to an export. Chosen one by one, a file called by a number alone is a receipt. */
export function chosenFiles(files: Iterable<File>): ChosenFiles {
  const paths = [...files].map((file): [string, File] => [file.webkitRelativePath.split('/').slice(1).join('/') || alone(file.name), file]);
  return exportFiles(paths);
}

/** The same of what was dropped: files, or the folder that they are in. Call it while the drop is handled: what was dropped is gone later. */
export async function droppedFiles(items: DataTransferItemList): Promise<ChosenFiles> {
  const entries = [...items].map((item) => item.webkitGetAsEntry()).filter((entry) => entry !== null);
  const [only] = entries;
  const folder = entries.length === 1 && only?.isDirectory === true;
  const inside = folder ? await entriesOf(only as FileSystemDirectoryEntry) : entries;
  const paths: [string, File][] = [];
  for (const entry of inside) {
    if (entry.isFile) paths.push([folder ? entry.name : alone(entry.name), await fileOf(entry as FileSystemFileEntry)]);
    else if (entry.name === EXPORT_FILES.receipts) {
      for (const one of await entriesOf(entry as FileSystemDirectoryEntry))
        if (one.isFile) paths.push([`${EXPORT_FILES.receipts}/${one.name}`, await fileOf(one as FileSystemFileEntry)]);
    }
  }
  return exportFiles(paths);
}

/** Which files there are, and what is missing, in one sentence. */
export function chosenSentence(files: ChosenFiles): string {
  const missing = [EXPORT_FILES.events, EXPORT_FILES.checkpoint, EXPORT_FILES.vkey].filter((name) => !files.has(name));
  if (missing.length > 0)
    return `${missing.join(', ')} ${missing.length === 1 ? 'is' : 'are'} not among these. Choose the folder that Halligan exported.`;
  const receipts = [...files.keys()].filter((path) => !NAMES.has(path)).length;
  const names = [...files.keys()].filter((path) => NAMES.has(path)).join(', ');
  return `Ready to verify: ${names}${receipts === 0 ? '' : receipts === 1 ? ', and 1 receipt' : `, and ${receipts} receipts`}.`;
}

function exportFiles(paths: readonly [string, File][]): ChosenFiles {
  return new Map(paths.filter(([path]) => NAMES.has(path) || isReceipt(path)).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function alone(name: string): string {
  return parseReceiptName(name) === null ? name : `${EXPORT_FILES.receipts}/${name}`;
}

function isReceipt(path: string): boolean {
  const [folder, name, ...deeper] = path.split('/');
  return folder === EXPORT_FILES.receipts && name !== undefined && deeper.length === 0 && parseReceiptName(name) !== null;
}

/** A folder gives its entries by the hundred, and none when it is at its end. */
async function entriesOf(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (some.length === 0) return all;
    all.push(...some);
  }
}

function fileOf(entry: FileSystemFileEntry): Promise<File> {
  return new Promise((resolve, reject) => entry.file(resolve, reject));
}
