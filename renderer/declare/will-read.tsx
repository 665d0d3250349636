import type { ReactNode } from 'react';
import type { AppError } from '../../shared/base/app-error.ts';
import { ORDINARY_WAYS } from '../../shared/domain/request.ts';
import { useMinute } from '../border/ticker.ts';
import { useNames, useShortNames, useVault } from '../border/use-view.ts';
import { Button } from '../kit/button.tsx';
import { Card } from '../kit/card.tsx';
import { ErrorNote } from '../kit/error-note.tsx';
import { Facts } from '../kit/facts.tsx';
import { Sign } from '../kit/sign.tsx';
import { listAnd, listPlain } from '../words/list.ts';
import { ruleSentence } from '../words/rule-sentence.ts';
import { Sentence } from '../words/said.tsx';
import { utcTime } from '../words/time.ts';
import { t } from '../words/words.ts';
import { type Draft, missingOf, mostMinutes, scopeOf } from './draft.ts';

interface WillReadProps {
  readonly draft: Draft;
  readonly error: AppError | null;
  readonly busy: 'yes' | 'no';
  readonly onSend: () => void;
}

/** The sentence that custodians will read, as it is being written, and the one button that sends it. */
export function WillRead({ draft, error, busy, onSend }: WillReadProps): ReactNode {
  const missing = missingOf(draft);
  const blocked =
    missing.length === 0
      ? null
      : t('emergency.declare.missing', { list: listAnd(missing.map((one) => t(`emergency.declare.miss.${one}`))) });
  return (
    <Card kind="raised" title={t('emergency.declare.read.title')}>
      <WillReadSentence draft={draft} />
      <Consequences draft={draft} />
      <ErrorNote error={error} />
      <Button kind="main" width="wide" onPress={onSend} blocked={blocked} busy={busy === 'yes' ? t('emergency.declare.sending') : null}>
        {t(`emergency.declare.send.${draft.kind}`)}
      </Button>
      <p className="quiet small">{t('emergency.declare.logged')}</p>
    </Card>
  );
}

function WillReadSentence({ draft }: { readonly draft: Draft }): ReactNode {
  const vault = useVault();
  const name = useNames();
  const most = mostMinutes(draft, vault);
  const names = vault.compartments.filter((one) => draft.compartments.includes(one.id)).map((one) => one.name);
  const values = {
    operator: draft.operator === null ? t('emergency.declare.read.someone') : name(draft.operator),
    scope: names.length === 0 ? t('emergency.declare.read.nothing') : listAnd(names),
    minutes: t('emergency.declare.read.minutes', { minutes: Math.min(draft.minutes ?? most, most) }),
    incident: draft.incident.trim() === '' ? t('emergency.declare.read.noIncident') : draft.incident.trim(),
    reason: draft.reason.trim() === '' ? t('emergency.declare.read.noReason') : draft.reason.trim(),
  };
  return (
    <p className="say-it">
      {draft.kind === 'emergency' ? (
        <Sentence k="emergency.declare.read.sentence" values={values} />
      ) : (
        <Sentence k="emergency.declare.read.drill" values={values} />
      )}
      {draft.requester === null ? null : ` ${t('emergency.declare.read.forOther', { requester: name(draft.requester) })}`}
    </p>
  );
}

function Consequences({ draft }: { readonly draft: Draft }): ReactNode {
  const vault = useVault();
  const short = useShortNames();
  const now = useMinute();
  const scope = scopeOf(draft, vault);
  if (scope.length === 0) return null;
  const count = scope.reduce((sum, one) => sum + one.credentials, 0);
  const systems = listPlain(scope.map((one) => one.summary));
  const lapse = Math.min(...scope.map((one) => one.policy.lapseMinutes));
  const rules = [...new Set(scope.map((one) => ruleSentence(one.rule, short)))];
  const notFailed = ORDINARY_WAYS.filter((way) => !draft.failed.includes(way));
  const drill = draft.kind === 'drill';
  return (
    <Facts
      facts={[
        {
          name: t('emergency.declare.read.opens'),
          value: drill ? t('emergency.declare.read.opensDecoys', { count }) : t('emergency.declare.read.opensCount', { count, systems }),
        },
        { name: t('emergency.declare.read.needs'), value: rules.join('; ') },
        {
          name: t('emergency.declare.read.lapses'),
          value: t('emergency.declare.read.lapsesAt', { time: utcTime(now + lapse * 60_000) }),
        },
        drill || notFailed.length === 0
          ? null
          : {
              name: t('emergency.declare.read.notTicked'),
              value: (
                <Sign shape="care" tone="care">
                  {t('emergency.declare.read.theySee', {
                    list: listAnd(notFailed.map((way) => t(`emergency.declare.read.way.${way}`))),
                  })}
                </Sign>
              ),
            },
      ]}
    />
  );
}
