import type { ReactNode } from 'react';
import { listAnd } from '../words/list.ts';
import { t } from '../words/words.ts';

/** The ring: one arc a touch that is needed, filled by those that came. Read aloud by names. */
export function QuorumRing(props: { readonly have: number; readonly need: number; readonly names: readonly string[] }): ReactNode {
  const { have, need, names } = props;
  const label =
    names.length === 0
      ? t('emergency.gathering.dialNone', { need })
      : t('emergency.gathering.dialLabel', { have, need, names: listAnd(names) });
  return (
    <svg className="dial" viewBox="0 0 200 200" role="img" aria-label={label}>
      <g fill="none" stroke="currentColor" transform="translate(100 100)">
        {arcs(need).map(({ place, from, to }) =>
          place <= have ? (
            <path key={place} strokeWidth="24" d={arc(82, from, to)} />
          ) : (
            <path key={place} strokeWidth="3.5" strokeDasharray="9 7" d={ring(from, to)} />
          ),
        )}
      </g>
      <text x="100" y="114" fontSize={need > 9 ? 34 : 40} fontWeight="800" fill="currentColor" textAnchor="middle">
        {t('emergency.gathering.dial', { have, need })}
      </text>
    </svg>
  );
}

interface Arc {
  readonly place: number;
  readonly from: number;
  readonly to: number;
}

/** Angles in radians, clockwise from the top, with a gap between them. */
function arcs(need: number): readonly Arc[] {
  const gap = need === 1 ? 0.001 : Math.min(0.15, 1.2 / need);
  const step = (2 * Math.PI) / need;
  return Array.from({ length: need }, (_, i) => ({ place: i + 1, from: i * step + gap / 2, to: (i + 1) * step - gap / 2 }));
}

function point(radius: number, angle: number): string {
  return `${(radius * Math.sin(angle)).toFixed(1)} ${(-radius * Math.cos(angle)).toFixed(1)}`;
}

function arc(radius: number, from: number, to: number): string {
  return `M${point(radius, from)}A${radius} ${radius} 0 ${to - from > Math.PI ? 1 : 0} 1 ${point(radius, to)}`;
}

function ring(from: number, to: number): string {
  const large = to - from > Math.PI ? 1 : 0;
  return `M${point(92, from)}A92 92 0 ${large} 1 ${point(92, to)}L${point(70, to)}A70 70 0 ${large} 0 ${point(70, from)}Z`;
}
