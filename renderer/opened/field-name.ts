import type { FieldView } from '../../shared/contract/calls.ts';
import { CREDENTIAL_FIELDS } from '../../shared/domain/credential-kind.ts';
import { credentialWords } from '../words/en/credential-words.ts';
import { t } from '../words/words.ts';

type KnownField = keyof typeof credentialWords.fields;
const KNOWN: ReadonlySet<string> = new Set(Object.values(CREDENTIAL_FIELDS).flatMap((fields) => fields.map((field) => field.id)));

function isKnown(id: string): id is KnownField {
  return KNOWN.has(id) && id in credentialWords.fields;
}

/** The depositor's own word for a further field, else the catalogue's for a kind's own. */
export function fieldName(field: Pick<FieldView, 'id' | 'label'>): string {
  if (field.label !== null) return field.label;
  return isKnown(field.id) ? t(`desk.fields.${field.id}`) : field.id;
}
