/** What the engine needs from its host. electron/host implements it for the app; tests use plain Node. */
import type { Bytes } from '../../shared/base/bytes.ts';
import type { HostView } from '../../shared/contract/view.ts';
import type { KeyBox } from '../store/station/key-box.ts';
import type { StrongroomPort } from './strongroom-client.ts';

/** The system's clipboard, as plain text. */
export interface ClipboardPort {
  /** Throws `host.clipboard_failed`. */
  write(text: string): Promise<void>;
  /** Empties the clipboard if it still holds `text`. */
  clear(text: string): Promise<void>;
}

/** The system's file dialogs. Each answers an absolute path. */
export interface FilePort {
  /** Each gives null when the person cancels the dialog. */
  pickOpen(what: 'vault' | 'deposit' | 'csv' | 'answer' | 'receipt'): Promise<string | null>;
  pickSave(suggestedName: string): Promise<string | null>;
  pickFolder(what: 'founding' | 'export'): Promise<string | null>;
}

/** Access to the camera, which is only allowed while the QR screen is open. */
export interface CameraPort {
  open(): void;
  close(): void;
}

/** Everything that the engine takes from outside: folders, clocks, randomness, the strongroom's process, dialogs. */
export interface EnginePorts {
  /** The folder of this station: its settings, log key and practice vault. Absolute. */
  readonly userData: string;
  readonly appVersion: string;
  readonly host: HostView;
  /** The system's keyring, or none. */
  readonly keyBox: KeyBox;
  /** UTC milliseconds. */
  wall(): number;
  /** Milliseconds of a clock that never goes back. */
  monotonic(): number;
  /** Calls `work` every `ms` until the function that it returns is called. Without this, the process's own timer is used. */
  every?(ms: number, work: () => void): () => void;
  random(length: number): Bytes;
  spawnStrongroom(): StrongroomPort;
  readonly clipboard: ClipboardPort;
  readonly files: FilePort;
  readonly camera: CameraPort;
  /** The page for outsiders, which goes along with exports; null where the host has none. */
  verifierPage?(): string | null;
  /** How long a collector may take to answer; 30 s without this. */
  readonly collectorPatienceMs?: number;
  quit(): void;
  /** For the developer's console: never a secret, never a name. */
  report(problem: string): void;
}
