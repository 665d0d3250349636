/** What a collector answers, and what it cannot take. */
const ASK = 'Ask the people who run the collector.';

export const collectorErrors = {
  'log.bad_enrolment': {
    says: 'This is not an enrolment that holds, so nothing was changed.',
    fix: 'Make the file again at the other side. If it came over the network, check that both are of the same version.',
  },
  'log.bad_bundle': {
    says: 'This file for the collector was changed, or is not whole, so nothing more of it was taken.',
    fix: 'Make the file again at the station. What was taken before is not sent twice.',
  },
  'collector.unknown_log': { says: 'The collector does not know this log.', fix: 'Enrol this station with it.' },
  'collector.bad_signature': { says: 'The collector refused a signature of this station.', fix: ASK },
  'collector.other_collector': {
    says: 'This file is for another collector.',
    fix: 'Carry it to the collector that the station named, or make it again for this one.',
  },
  'collector.gap': {
    says: 'This file does not go on where the collector’s part of this log ends, so nothing of it was taken.',
    named: 'The collector has the first {{next}} entries of this log, and this file does not go on from there. Nothing of it was taken.',
    fix: 'Make the file again at the station, with every entry from there on.',
  },
  'collector.other_head': {
    says: 'The collector holds another part of this log than was thought.',
    fix: 'Nothing to do. It is sent again from there.',
  },
  'collector.forked': {
    says: 'The collector holds another log under this station’s name. It keeps both as evidence.',
    fix: 'Tell the security team: this station, or a copy of it, wrote two histories.',
  },
  'collector.frozen': { says: 'The collector takes nothing more of this log.', fix: ASK },
  'collector.not_active': { says: 'An administrator has not yet let this station in.', fix: 'Compare the six words with them.' },
  'collector.code_unknown': {
    says: 'The collector never gave out this code.',
    fix: 'Check the code and the address, or ask for a new code.',
  },
  'collector.code_used': {
    says: 'This code was used before.',
    fix: 'Ask for a new code. If nobody here used it, say so: somebody else did.',
  },
  'collector.code_expired': { says: 'This code is too old.', fix: 'Ask for a new code.' },
  'collector.origin_taken': { says: 'The collector has this log under another key.', fix: ASK },
  'collector.not_signed_in': { says: 'You are not signed in.', fix: 'Sign in with your passkey.' },
  'collector.role_missing': { says: 'Your role does not let you do this.', fix: 'Ask an administrator of the collector.' },
  'collector.other_site': {
    says: 'The collector answers its own page alone, and this came from elsewhere.',
    fix: 'Open the page at the address that the collector printed.',
  },
  'collector.link_unknown': {
    says: 'The collector never gave out this link.',
    fix: 'Copy the whole link, or ask an administrator for a new one.',
  },
  'collector.link_used': {
    says: 'This link was used before.',
    fix: 'Sign in with the passkey that was made with it. If you never did, tell an administrator: somebody else has.',
  },
  'collector.link_expired': { says: 'This link is older than a day.', fix: 'Ask an administrator for a new one.' },
  'collector.passkey_refused': {
    says: 'The passkey did not open the collector.',
    fix: 'Try again with the passkey that you registered here, and confirm it with its PIN or your fingerprint.',
  },
  'collector.last_administrator': {
    says: 'This is the last administrator, so nobody was removed.',
    fix: 'Invite another administrator first.',
  },
  'collector.words_differ': {
    says: 'These are not the six words of this station, so it was not let in.',
    fix: 'Compare them again with the person at the station. If they differ, refuse the station.',
  },
  'collector.too_many': { says: 'The collector has too much to do at once.', fix: 'Nothing to do. It is tried again soon.' },
  'collector.not_found': { says: 'The collector has no such thing.', fix: 'Check the address.' },
  'collector.wrong_request': { says: 'The collector cannot read what was asked.', fix: 'Check that both are of the same version.' },
  'collector.ahead': {
    says: 'The collector has seen more of this log than this file holds: the file is an older copy.',
    fix: 'Look for the newer file. If it is lost, say so in the incident: the collector still has the entries.',
  },
  'collector.other_log': {
    says: 'This file answers another log, so nothing was changed.',
    fix: 'Choose the file that came back for this station and this vault. After an older copy was found, the log is a new one: enrol it again.',
  },
  'collector.lost_entries': {
    says: 'The collector says that it holds less than it gave a receipt for. The receipt is kept as evidence.',
    fix: 'Tell the people who run the collector: it was put back from an older copy, or somebody removed entries.',
  },
  'collector.none': { says: 'No collector is set up.', fix: 'Enrol this station with one in the settings.' },
  'collector.already_asked': {
    says: 'This log has a collector, or was asked for one.',
    fix: 'Leave that one first, then ask the other.',
  },
  'collector.by_file_only': {
    says: 'The collector’s answer came without the key of its network address, so it can be reached by file only.',
    fix: 'Leave it and enrol over the network with a code, or go on by file.',
  },
  'collector.bad_pin': {
    says: 'This is not the fingerprint of a key.',
    fix: 'It has 64 digits from 0 to 9 and a to f. Leave it out if you do not have it: the six words decide.',
  },
  'collector.keys_changed': {
    says: 'The keys of the collector in this file are not those that the log names, so nothing is sent to it.',
    fix: 'Somebody changed the file. Keep it as it is, and tell the security team.',
  },
  'collector.bad_code': { says: 'This is not a code of a collector.', fix: 'It has 26 letters and digits from 2 to 7.' },
  'collector.cannot_write': { says: 'The collector cannot write to its disk or database.', fix: ASK },
};
