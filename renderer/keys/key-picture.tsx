import type { ReactNode } from 'react';
import { t } from '../words/words.ts';

/** A security key with the number that is written on it; its eye pulses while it waits. */
export function KeyPicture({ label, state }: { readonly label: string | null; readonly state: 'still' | 'waiting' }): ReactNode {
  return (
    <svg
      className="key-picture"
      viewBox="24 0 56 104"
      role="img"
      aria-label={label === null ? t('keys.pictureAny') : t('keys.picture', { label })}
    >
      <g fill="none" stroke="currentColor" strokeWidth="4">
        <rect x="30" y="4" width="44" height="66" rx="8" />
        <path d="M38 70v30h28V70M46 82v8M58 82v8" />
        <circle cx="52" cy="48" r="12" />
      </g>
      {label === null ? null : (
        <text x="52" y="28" fontSize="19" fontWeight="800" textAnchor="middle" fill="currentColor">
          {label}
        </text>
      )}
      <circle className={state === 'waiting' ? 'pulse' : ''} cx="52" cy="48" r="6" fill={state === 'waiting' ? 'currentColor' : 'none'} />
    </svg>
  );
}
