import type { Entry } from '../../shared/log/leaf/entry.ts';
import { ACTION_TABLE, ACTIVITIES, type ClassName } from './action-table.ts';
import type { AlertItem, EntryItem, FeedItem } from './feed-item.ts';

type Attributes = Readonly<Record<string, unknown>>;

const DETECTION_FINDING = 2004;

interface ClassRow {
  readonly uid: number;
  /** What this class has that others have not. */
  readonly attributes: (item: EntryItem) => Attributes;
}

const CLASSES: Readonly<Record<ClassName, ClassRow>> = {
  authentication: {
    uid: 3002,
    attributes: ({ entry, station }) => ({
      user: userOf(entry) ?? { uid: entry.dev, name: station, type_id: 3, type: 'System' },
      service: { name: 'Halligan', uid: entry.vault },
      is_mfa: entry.who[0] && entry.who[0].am.length > 1,
    }),
  },
  entity_management: {
    uid: 3004,
    attributes: ({ entry }) => ({ entity: { uid: entry.obj?.id ?? entry.vault, type_id: 99, type: entry.obj?.k ?? 'vault' } }),
  },
  datastore_activity: {
    uid: 6005,
    attributes: ({ entry, station }) => ({
      type_id: 2,
      databucket: { uid: entry.vault, type_id: 99, type: 'Halligan vault' },
      src_endpoint: { uid: entry.dev, name: station },
    }),
  },
  event_log_actvity: { uid: 1008, attributes: ({ origin }) => ({ log_name: origin, log_provider: 'Halligan' }) },
  device_config_state_change: { uid: 5019, attributes: () => ({}) },
  application_lifecycle: {
    uid: 6002,
    attributes: ({ entry }) => ({ app: { name: 'Halligan', vendor_name: 'Halligan', version: entry.app } }),
  },
};

/** Class, activity and what the class asks for: an entry's by `action-table.ts`; an alert is a Detection Finding. */
export function classOf(item: FeedItem): Attributes {
  return item.kind === 'alert' ? finding(item) : ofEntry(item);
}

function ofEntry(item: EntryItem): Attributes {
  const { entry, station } = item;
  const [name, activity] = ACTION_TABLE[entry.act];
  const activities: Readonly<Record<string, number>> = ACTIVITIES[name];
  const { uid, attributes } = CLASSES[name];
  return {
    ...identifiers(uid, activities[activity] ?? 0, activity === 'Other' ? entry.act : activity),
    actor: { user: userOf(entry), app_name: 'Halligan' },
    device: device(entry.dev, station),
    ...attributes(item),
  };
}

function finding({ entry, alert, station, receivedAt }: AlertItem): Attributes {
  return {
    ...identifiers(DETECTION_FINDING, 1, 'Create'),
    finding_info: { uid: alert.id, title: alert.sentence, types: [alert.kind], created_time: receivedAt },
    is_alert: !(alert.drill || entry?.drill === true || entry?.practice === true),
    device: device(entry?.dev, station),
  };
}

function identifiers(class_uid: number, activity_id: number, activity_name: string): Attributes {
  const category_uid = Math.floor(class_uid / 1000);
  return { category_uid, class_uid, activity_id, activity_name, type_uid: class_uid * 100 + activity_id };
}

function device(uid: string | undefined, name: string): Attributes {
  return { uid, name, type_id: 0 };
}

/** The first who acted; undefined where nobody did. The rest stand in `unmapped`. */
function userOf({ who }: Entry): Attributes | undefined {
  const [first] = who;
  return first && { uid: first.id, type_id: 1, type: 'User', credential_uid: first.key ?? undefined };
}
