import { type ReactNode, useId } from 'react';
import { Button as AriaButton } from 'react-aria-components/Button';

/** What a button says and does. */
export interface ButtonProps {
  readonly children: ReactNode;
  /** `main`: the one primary action of a screen. `strong`: a good next act. `plain`: as a link. `stop`: it ends or destroys. */
  readonly kind?: 'main' | 'strong' | 'plain' | 'stop' | 'ordinary';
  readonly onPress: () => void;
  /** Why it cannot be pressed now, shown beneath it; the button stays reachable. Null or missing: it can. */
  readonly blocked?: string | null | undefined;
  /** What it is doing, said instead of its label. Null or missing: nothing. */
  readonly busy?: string | null | undefined;
  readonly width?: 'content' | 'wide';
  readonly focusFirst?: 'yes' | 'no';
  /** What it is about, read after its words by a screen reader: where these alone do not tell one of many apart. */
  readonly of?: string | undefined;
  /** A fuller name in its place. It has to begin with the words that are seen: people say them to their computer. */
  readonly label?: string | undefined;
  readonly type?: 'button' | 'submit';
}

/** A button. One that cannot be pressed says why, and can still be found with the keyboard. */
export function Button({
  children,
  kind = 'ordinary',
  onPress,
  blocked,
  busy,
  width,
  focusFirst,
  of,
  label,
  type = 'button',
}: ButtonProps): ReactNode {
  const reason = useId();
  const stopped = blocked !== undefined && blocked !== null;
  const working = busy !== undefined && busy !== null;
  const classes = [
    'btn',
    kind === 'ordinary' ? '' : kind,
    width === 'wide' ? 'wide' : '',
    stopped ? 'blocked' : '',
    working ? 'working' : '',
  ];
  const button = (
    <AriaButton
      className={classes.filter((name) => name !== '').join(' ')}
      type={stopped || working ? 'button' : type}
      onPress={stopped || working ? () => {} : onPress}
      autoFocus={focusFirst === 'yes'}
      {...(label === undefined ? {} : { 'aria-label': label })}
      {...(stopped || working ? { 'aria-disabled': true } : {})}
      {...(stopped ? { 'aria-describedby': reason } : {})}
    >
      {working ? busy : children}
      {of === undefined ? null : <span className="vh"> {of}</span>}
    </AriaButton>
  );
  if (!stopped || blocked === '') return button;
  return (
    <span className="blocked-act">
      {button}
      <span className="reason" id={reason}>
        {blocked}
      </span>
    </span>
  );
}
