import { dialog } from 'electron';
import type { FilePort } from '../../core/session/ports.ts';

type Opened = Parameters<FilePort['pickOpen']>[0];
type Folder = Parameters<FilePort['pickFolder']>[0];

const ALL = { name: 'All files', extensions: ['*'] };

const OPEN: Readonly<Record<Opened, { title: string; filters: { name: string; extensions: string[] }[] }>> = {
  vault: { title: 'Open a vault file', filters: [{ name: 'Halligan vaults', extensions: ['halligan', 'db', 'sqlite'] }, ALL] },
  deposit: { title: 'Choose the file to deposit', filters: [ALL] },
  csv: { title: 'Choose the CSV file to import', filters: [{ name: 'CSV files', extensions: ['csv', 'txt'] }, ALL] },
  answer: {
    title: 'Choose the collector’s answer',
    filters: [{ name: 'Answers of a collector', extensions: ['henrolled'] }, ALL],
  },
  receipt: {
    title: 'Choose the collector’s receipt',
    filters: [{ name: 'Receipts of a collector', extensions: ['hreceipt'] }, ALL],
  },
};

const FOLDER: Readonly<Record<Folder, string>> = {
  founding: 'Choose the folder for the new vault',
  export: 'Choose the folder for the exported log',
};

/** The system's file dialogs. */
export const systemFiles: FilePort = {
  async pickOpen(what) {
    const { title, filters } = OPEN[what];
    const { canceled, filePaths } = await dialog.showOpenDialog({ title, filters, properties: ['openFile'] });
    return canceled ? null : (filePaths[0] ?? null);
  },
  async pickSave(suggestedName) {
    const { canceled, filePath } = await dialog.showSaveDialog({ title: 'Save', buttonLabel: 'Save', defaultPath: suggestedName });
    return canceled || filePath === '' ? null : filePath;
  },
  async pickFolder(what) {
    const { canceled, filePaths } = await dialog.showOpenDialog({ title: FOLDER[what], properties: ['openDirectory', 'createDirectory'] });
    return canceled ? null : (filePaths[0] ?? null);
  },
};
