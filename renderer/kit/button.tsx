import { type ReactNode, useId } from 'react';
import { Button as AriaButton } from 'react-aria-components/Button';

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
  /** A fuller name, where the label alone does not tell one of many apart. */
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
  label,
  type = 'button',
}: ButtonProps): ReactNode {
  const reason = useId();
  const stopped = blocked !== undefined && blocked !== null;
  const working = busy !== undefined && busy !== null;
  const classes = ['btn', kind === 'ordinary' ? '' : kind, width === 'wide' ? 'wide' : '', stopped ? 'blocked' : ''];
  const button = (
    <AriaButton
      className={classes.filter((name) => name !== '').join(' ')}
      type={stopped ? 'button' : type}
      onPress={stopped ? () => {} : onPress}
      isPending={working}
      autoFocus={focusFirst === 'yes'}
      {...(label === undefined ? {} : { 'aria-label': label })}
      {...(stopped ? { 'aria-disabled': true, 'aria-describedby': reason } : {})}
    >
      {working ? busy : children}
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
