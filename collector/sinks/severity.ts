import type { Severity } from '../../shared/log/leaf/alerting.ts';

/** One severity in the scales of the formats (FORMAT.md §2). */
interface Scale {
  readonly ocsf: number;
  readonly syslog: number;
  readonly cef: number;
  readonly otlp: number;
  readonly otlpText: string;
}

export const SCALES: Readonly<Record<Severity, Scale>> = {
  critical: { ocsf: 5, syslog: 2, cef: 10, otlp: 21, otlpText: 'FATAL' },
  high: { ocsf: 4, syslog: 3, cef: 8, otlp: 17, otlpText: 'ERROR' },
  medium: { ocsf: 3, syslog: 4, cef: 5, otlp: 13, otlpText: 'WARN' },
  low: { ocsf: 2, syslog: 5, cef: 3, otlp: 10, otlpText: 'INFO2' },
  info: { ocsf: 1, syslog: 6, cef: 1, otlp: 9, otlpText: 'INFO' },
};
