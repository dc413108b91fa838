import type { Command } from 'commander';
import type { Backlog, ChannelStatus } from '../csat/channel-status.ts';
import type { HeldMessage } from '../csat/held-message.ts';
import { dayOf, isKnownZone } from '../csat/period.ts';
import { listChannelStatuses } from '../db/channel-status.ts';
import type { Database } from '../db/client.ts';
import { listHeldMessages } from '../db/held-messages.ts';
import { retryFailed } from '../db/retry-failed.ts';
import { cureOf } from '../delivery/cure.ts';
import { type CliContext, withDatabase } from './context.ts';
import { oneLine, renderTable } from './table.ts';

export function addStatus(program: Command, context: CliContext): void {
  program
    .command('status')
    .description('what was delivered last, what comes next, what is stuck and how to mend it')
    .option('--json', 'print JSON')
    .option('--retry-failed', 'post the messages anew that Slack refused, as after an update of Thumbline')
    .action(async (options: { json?: true; retryFailed?: true }) => {
      const retried = options.retryFailed ? await withDatabase(context, (db) => retryFailed(db, 'cli')) : 0;
      const { at, channels } = await withDatabase(context, listWithHeld);
      if (options.json) {
        const cured = channels.map((channel) => ({ ...channel, cure: curesFor(channel).join(' ') || null }));
        return context.stdout.write(`${JSON.stringify({ at, channels: cured })}\n`);
      }
      if (options.retryFailed) {
        await context.stdout.write(`Tried again: ${retried} ${retried === 1 ? 'message' : 'messages'}.\n`);
      }
      if (channels.length === 0)
        return context.stdout.write('No channel is subscribed, and nothing is left to deliver.\n');
      const head = ['channel', 'last alert', 'last digest', 'next digest', 'waiting', 'unknown', 'failed', 'state'];
      await context.stdout.write(renderTable([head, ...channels.map((channel) => rowOf(channel, at))]));
      for (const channel of channels) {
        for (const cure of curesFor(channel)) await context.stdout.write(`${channel.channelId}: ${cure}\n`);
      }
    });
}

type ChannelWithHeld = ChannelStatus & { held: HeldMessage[] };

async function listWithHeld(db: Database): Promise<{ at: Date; channels: ChannelWithHeld[] }> {
  const { at, channels } = await listChannelStatuses(db);
  const withHeld = channels.map(async (channel) => ({
    ...channel,
    held: channel.unknown.count === 0 ? [] : await listHeldMessages(db, channel.channelId, channel.workspaceId),
  }));
  return { at, channels: await Promise.all(withHeld) };
}

function rowOf({ subscription, lastShown, nextDigestAt, ...channel }: ChannelStatus, at: Date): string[] {
  const zone = zoneOf(subscription);
  return [
    channel.channelId,
    localWords(lastShown.alert, zone),
    localWords(lastShown.digest, zone),
    nextDigestAt !== null && nextDigestAt <= at ? 'now' : localWords(nextDigestAt, zone, true),
    backlogWords(channel.waiting, at),
    backlogWords(channel.unknown, at),
    String(channel.failed.count),
    channel.blocked === null ? (subscription === null ? 'ended' : 'ok') : `blocked: ${oneLine(channel.blocked.by, 60)}`,
  ];
}

/** What is wrong and what somebody has to do, a sentence or two each; empty: nothing. */
function curesFor({ subscription, blocked, failed, unknown, held }: ChannelWithHeld): string[] {
  const zone = zoneOf(subscription);
  const lost = unknown.count - held.length;
  return [
    ...(blocked === null ? [] : [cureOf(blocked.by)]),
    ...held.map(
      ({ kind, triedAt }) =>
        `The ${kind} of ${localWords(triedAt, zone, true)} is held: Slack did not say whether it took it, and its history may not be read. Look into the channel and say it there with /csat status, or grant channels:history (groups:history in a private channel).`,
    ),
    ...(lost === 0
      ? []
      : [
          `Slack did not say whether it took ${lost} of its messages: the channel is looked through, nothing is to be done.`,
        ]),
    ...(failed.count === 0
      ? []
      : [
          `Slack refused ${failed.count} of its messages in the last seven days (${oneLine(failed.lastError ?? 'no error', 60)}): look into the log, and once that is mended run "thumbline status --retry-failed".`,
        ]),
    ...(subscription === null || subscription.zone === zone
      ? []
      : [
          `Its zone ${oneLine(subscription.zone, 60)} is not known here, so that it has no digest: set another with "thumbline subscribe --zone".`,
        ]),
  ];
}

/** Of a subscription in a zone that this machine does not know, and of none, times are told in UTC. */
const zoneOf = (subscription: ChannelStatus['subscription']): string =>
  subscription !== null && isKnownZone(subscription.zone) ? subscription.zone : 'UTC';

/** "2026-11-23 09:00", with the zone where asked. */
function localWords(instant: Date | null, zone: string, withZone = false): string {
  if (instant === null) return '–';
  const time = instant.toLocaleTimeString('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit' });
  return `${dayOf(instant, zone)} ${time}${withZone ? ` ${zone}` : ''}`;
}

function backlogWords({ count, since }: Backlog, at: Date): string {
  if (count === 0 || since === null) return String(count);
  return `${count}, oldest ${Math.max(0, Math.floor((at.getTime() - since.getTime()) / 60_000))} min`;
}
