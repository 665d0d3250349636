import type { ReactNode } from 'react';
import { useVault } from '../border/use-view.ts';
import { Select } from '../kit/select.tsx';
import { TextField } from '../kit/text-field.tsx';
import { t } from '../words/words.ts';
import { isLogAct, LOG_ACTS } from './act.ts';
import type { LogFilter } from './row-store.ts';

/** Stands for "all of them" in a list whose values are ids. */
const ALL = '*';

export const EVERYTHING: LogFilter = { text: '', member: null, act: null, incident: null };

/** Search, person, act, incident: each narrows what the others leave. */
export function Filters(props: {
  readonly filter: LogFilter;
  readonly incidents: readonly string[];
  readonly onChange: (filter: LogFilter) => void;
}): ReactNode {
  const { filter, onChange } = props;
  const { members } = useVault();
  const acts = LOG_ACTS.map((act) => ({ value: act as string, label: t(`log.acts.${act}.name`) })).sort((a, b) =>
    a.label.localeCompare(b.label, 'en'),
  );
  const incidents =
    filter.incident === null || props.incidents.includes(filter.incident) ? props.incidents : [filter.incident, ...props.incidents];
  const orNull = (value: string): string | null => (value === ALL ? null : value);
  return (
    <div className="filters">
      <TextField
        kind="search"
        label={t('log.filters.search')}
        value={filter.text}
        maxLength={200}
        onChange={(text) => onChange({ ...filter, text })}
      />
      <Select
        label={t('log.filters.person')}
        value={filter.member ?? ALL}
        options={[{ value: ALL, label: t('log.filters.everyone') }, ...members.map(({ id, name }) => ({ value: id, label: name }))]}
        onChange={(value) => onChange({ ...filter, member: orNull(value) })}
      />
      <Select
        label={t('log.filters.act')}
        value={filter.act ?? ALL}
        options={[{ value: ALL, label: t('log.filters.everyAct') }, ...acts]}
        onChange={(value) => onChange({ ...filter, act: isLogAct(value) ? value : null })}
      />
      <Select
        label={t('log.filters.incident')}
        value={filter.incident ?? ALL}
        options={[{ value: ALL, label: t('log.filters.everyIncident') }, ...incidents.map((one) => ({ value: one, label: one }))]}
        onChange={(value) => onChange({ ...filter, incident: orNull(value) })}
      />
    </div>
  );
}
