import './menu-button.css';
import type { ReactNode } from 'react';
import { Button } from 'react-aria-components/Button';
import { Menu, MenuItem, MenuTrigger } from 'react-aria-components/Menu';
import { Popover } from 'react-aria-components/Popover';
import type { Option } from './select.tsx';

/** A button that offers a few things, of which one is done at once. */
export function MenuButton<Value extends string>(props: {
  readonly children: ReactNode;
  /** `plain`: as a link. */
  readonly kind?: 'plain' | 'ordinary';
  /** A fuller name, where its words do not tell one of many apart. */
  readonly label?: string;
  readonly options: readonly Option<Value>[];
  readonly onPick: (value: Value) => void;
}): ReactNode {
  const { options, label } = props;
  return (
    <MenuTrigger>
      <Button className={props.kind === 'ordinary' ? 'btn' : 'btn plain'} {...(label === undefined ? {} : { 'aria-label': label })}>
        {props.children}
      </Button>
      <Popover className="menu" placement="bottom start">
        <Menu
          onAction={(key) => {
            const option = options.find((one) => one.value === key);
            if (option !== undefined) props.onPick(option.value);
          }}
        >
          {options.map((option) => (
            <MenuItem key={option.value} id={option.value} className="menu-item">
              {option.label}
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
