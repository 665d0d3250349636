import { type ReactNode, useState } from 'react';
import { Button as AriaButton } from 'react-aria-components/Button';
import { FileTrigger } from 'react-aria-components/FileTrigger';
import { parseOtpauth } from '../../shared/domain/otpauth-uri.ts';
import { readQrFile } from '../camera/qr.ts';
import { ScanSheet } from '../camera/scan-sheet.tsx';
import { Button } from '../kit/button.tsx';
import { announce } from '../kit/live-region.tsx';
import { Sign } from '../kit/sign.tsx';
import { TextField } from '../kit/text-field.tsx';
import { t } from '../words/words.ts';
import { otpauthOf } from './deposit-draft.ts';

/** The secret of one-time codes: pasted, scanned, or read from a picture; what it says is shown before it is stored. */
export function OtpauthField(props: {
  readonly label: string;
  readonly title: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}): ReactNode {
  const { value, onChange } = props;
  const [scanning, setScanning] = useState(false);
  const [noCode, setNoCode] = useState(false);
  const take = (uri: string): void => {
    setScanning(false);
    setNoCode(false);
    onChange(uri);
    announce(t('desk.form.scanFound'), 'now');
  };
  const readPicture = async (file: File | undefined): Promise<void> => {
    if (file === undefined) return;
    const text = await readQrFile(file);
    if (text !== null && parseOtpauth(text) !== null) take(text);
    else setNoCode(true);
  };
  const uri = otpauthOf(value, props.title);
  const read = uri === null ? null : parseOtpauth(uri);
  const bad = value.trim() !== '' && read === null ? t('desk.form.otpauthBad') : null;
  return (
    <div className="stack-s">
      <TextField
        label={props.label}
        hint={t('desk.form.otpauthHint')}
        kind="secret"
        font="mono"
        value={value}
        onChange={(typed) => {
          setNoCode(false);
          onChange(typed);
        }}
        error={noCode ? t('desk.form.scanNone') : bad}
      />
      {read === null ? null : (
        <Sign shape="good" tone="good" size="small">
          {t('desk.form.otpauthGood', { label: read.label, digits: read.digits, period: read.periodSeconds })}
        </Sign>
      )}
      <div className="row">
        <Button onPress={() => setScanning(true)}>{t('desk.form.scan')}</Button>
        <FileTrigger acceptedFileTypes={['image/*']} onSelect={(files) => void readPicture(files?.[0])}>
          <AriaButton className="btn">{t('desk.form.scanImage')}</AriaButton>
        </FileTrigger>
      </div>
      {scanning ? (
        <ScanSheet
          fits={(text) => parseOtpauth(text) !== null}
          what={t('desk.form.scanWhat')}
          otherwise={t('desk.form.scanOtherwise')}
          onFound={take}
          onLeave={() => setScanning(false)}
        />
      ) : null}
    </div>
  );
}
