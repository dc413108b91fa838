import type { Command } from 'commander';
import type { Backlog, ChannelStatus } from '../csat/channel-status.ts';
import { dayOf } from '../csat/period.ts';
import { listChannelStatuses } from '../db/channel-status.ts';
import { cureOf } from '../delivery/cure.ts';
import { type CliContext, withDatabase } from './context.ts';
import { oneLine, renderTable } from './table.ts';

export function addStatus(program: Command, context: CliContext): void {
  program
    .command('status')
    .description('what was delivered last, what comes next, what is stuck and how to mend it')
    .option('--json', 'print JSON')
    .action(async (options: { json?: true }) => {
      const { at, channels } = await withDatabase(context, listChannelStatuses);
      if (options.json) {
        const cured = channels.map((channel) => ({ ...channel, cure: cureFor(channel) }));
        return context.stdout.write(`${JSON.stringify({ at, channels: cured })}\n`);
      }
      if (channels.length === 0)
        return context.stdout.write('No channel is subscribed, and nothing is left to deliver.\n');
      const head = ['channel', 'last alert', 'last digest', 'next digest', 'waiting', 'unknown', 'failed', 'state'];
      await context.stdout.write(renderTable([head, ...channels.map((channel) => rowOf(channel, at))]));
      for (const channel of channels) {
        const cure = cureFor(channel);
        if (cure !== null) await context.stdout.write(`${channel.channelId}: ${cure}\n`);
      }
    });
}

function rowOf({ subscription, lastShown, nextDigestAt, ...channel }: ChannelStatus, at: Date): string[] {
  const zone = subscription?.zone ?? 'UTC';
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

/** What somebody has to do, in one sentence; null: nothing. */
function cureFor({ blocked, failed }: ChannelStatus): string | null {
  if (blocked !== null) return cureOf(blocked.by);
  return failed.count === 0
    ? null
    : `Slack refused ${failed.count} of its messages in the last seven days (${oneLine(failed.lastError ?? 'no error', 60)}): look into the log.`;
}

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
