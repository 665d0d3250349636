/** The directory's records, in and out of their seals. */
import { AppError } from '../../shared/base/app-error.ts';
import { copyOf } from '../../shared/base/bytes.ts';
import type { StrongroomCalls } from '../../shared/contract/strongroom-calls.ts';
import { type DirectoryRecord, openRecord, sealRecord } from '../../shared/format/directory.ts';
import { random, type StrongroomState } from './strongroom-state.ts';

type In<Name extends keyof StrongroomCalls> = StrongroomCalls[Name]['input'];
type Out<Name extends keyof StrongroomCalls> = StrongroomCalls[Name]['output'];

/** Each record's value, or null for one that does not open: one spoilt record hides no other. */
export function readDirectory(state: StrongroomState, { records }: In<'directory.read'>): Out<'directory.read'> {
  const { key, vault } = state.directory();
  const values = records.map(({ id, kind, sealed }) => {
    try {
      return openRecord({ key, vault, sealed: { id, kind, sealed: copyOf(sealed) } });
    } catch (error) {
      if (error instanceof AppError) return null;
      throw error;
    }
  });
  return { values };
}

export function writeDirectory(state: StrongroomState, { records }: In<'directory.write'>): Out<'directory.write'> {
  const { key, vault } = state.directory();
  // What is not of its kind is refused by the form that writes it.
  return { sealed: records.map(({ id, value }) => sealRecord({ key, vault, id, record: value as DirectoryRecord, random }).sealed) };
}
