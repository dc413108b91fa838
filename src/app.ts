import type { Logger } from 'pino';
import type { Clock } from './clock.ts';
import type { Config } from './config.ts';
import { InputError } from './csat/input-error.ts';
import { findAlertAt } from './db/alert-in-channel.ts';
import { acknowledgeAlert } from './db/alerts.ts';
import { listAssistants } from './db/assistants.ts';
import { listChannelStatuses } from './db/channel-status.ts';
import { retryChannel } from './db/channels.ts';
import { connect } from './db/client.ts';
import { loadConversation } from './db/conversation.ts';
import { countConversations, listConversations } from './db/conversations.ts';
import { findConversationsAt } from './db/conversations-at.ts';
import { loadEscalationSettings, recordSettings } from './db/escalation-settings.ts';
import { listHeldMessages, recordHeldMessageDecision } from './db/held-messages.ts';
import { listKnownLocalesAndTopics } from './db/known-scopes.ts';
import { migrate } from './db/migrate.ts';
import { findNextDigest } from './db/next-digest.ts';
import { endTriageWalk, reserveNextToTriage, skipTriage } from './db/next-to-triage.ts';
import { listOpenAlerts } from './db/open-alerts.ts';
import { loadOverview } from './db/overview.ts';
import { readAlert } from './db/read-alert.ts';
import { recordTriage } from './db/record-triage.ts';
import { findRetestReminder } from './db/retest-reminders.ts';
import { acknowledgeRollup, loadRollupPage } from './db/rollups.ts';
import { endSubscription, findSubscription, listSubscriptions } from './db/subscriptions.ts';
import { listTasks } from './db/tasks.ts';
import { listTriageEvents } from './db/triage.ts';
import { listTriageGroups } from './db/triage-groups.ts';
import { recordTrial } from './db/trials.ts';
import { isDatabaseAway } from './db/trouble.ts';
import { blockRevoked } from './delivery/block.ts';
import { startDeliverer } from './delivery/deliverer.ts';
import type { RenderMessage } from './delivery/message.ts';
import { openPermalinks, type PermalinkOf } from './delivery/permalink.ts';
import { openSlackPort } from './delivery/slack-port.ts';
import { PRODUCTION_TIMINGS } from './delivery/timings.ts';
import { oncePerToken, openWorkspaces } from './delivery/workspaces.ts';
import { renderAlertMessage } from './jobs/alert-messages.ts';
import { startAudit } from './jobs/audit.ts';
import { renderBlockNotice } from './jobs/block-notice.ts';
import { type DigestTools, periodChart, previewFor, renderDigest, renderTrial } from './jobs/digest.ts';
import { type RenderedDigest, type RenderedQuestion, renderDigestPreview } from './jobs/digest-preview.ts';
import { gapKeeperIn } from './jobs/gap-keeper.ts';
import { gapPort } from './jobs/gap-port.ts';
import { startGaps } from './jobs/gaps.ts';
import { metricsText } from './jobs/metrics.ts';
import { recentPictures } from './jobs/recent-pictures.ts';
import { renderRetestReminder } from './jobs/retest-reminder.ts';
import { startSchedule } from './jobs/schedule.ts';
import { startTallies } from './jobs/tallies.ts';
import { startWatch } from './jobs/watch.ts';
import { healthz, listen } from './slack/http-server.ts';
import { metrics, readyz } from './slack/probes.ts';
import type { Questions } from './slack/questions.ts';
import { openRoom, type Room } from './slack/room.ts';
import { openUploader } from './slack/upload.ts';

const SHOWN_TRIAGE_EVENTS = 10;

export type App = {
  /** Where it listens for HTTP. */
  port: number;
  /** The digest of any week as it would be posted. Nothing is posted or kept. */
  previewDigest: (question: RenderedQuestion) => Promise<RenderedDigest>;
  /** Finishes what it started, then lets go of everything. */
  stop: () => Promise<void>;
};

/**
 * Migrates the database, then runs the parts that `config.roles` names. What it returns is at work.
 * @throws InputError that names every variable that is missing.
 */
export async function startApp(config: Config, { clock, log }: { clock: Clock; log: Logger }): Promise<App> {
  const { databaseUrl, tokens, connectionToSlack } = required(config);
  await migrate(databaseUrl);
  const connection = connect(databaseUrl, { maxConnections: 10 });
  const { db } = connection;
  const has = (role: Config['roles'][number]) => config.roles.includes(role);
  const apiUrl = config.slackApiUrl;
  const deadlineMs = PRODUCTION_TIMINGS.httpDeadlineMs;
  const workspaces = await openWorkspaces({ db, tokens, apiUrl, deadlineMs, logger: log });
  const gaps = startGaps({ db, databaseUrl, rounds: has('schedule'), clock, log });
  const toolsOf = oncePerToken(
    workspaces,
    ({ token }): DigestTools => ({
      db,
      uploadPng: openUploader({ token, apiUrl, deadlineMs }),
      quickchartUrl: config.quickchartUrl,
      recent: recentPictures(),
      gaps,
      log,
    }),
  );

  const room: Room | null =
    connectionToSlack === null
      ? null
      : await openRoom({
          workspaces,
          connection: connectionToSlack,
          apiUrl,
          questionsOf: (workspaceId) => questionsOf(toolsOf(workspaceId), workspaceId, clock),
          clock,
          log,
        });
  const audit = startAudit({
    db,
    askSlack: workspaces.check,
    heartbeatUrl: config.heartbeatUrl,
    now: clock.now,
    log,
  });
  const probes = [healthz, readyz(audit.reasonsNotReady), metrics(() => metricsText(audit.latest()))];
  const server = await listen(config.port, [...probes, ...(room === null ? [] : [room.handle])]);
  const deliverer = has('deliver')
    ? startDeliverer({
        connection,
        onUnknown: config.onUnknown,
        slack: {
          workspaceIds: () => workspaces.list().map(({ id }) => id),
          of: oncePerToken(workspaces, ({ token }) => openSlackPort({ token, apiUrl, deadlineMs })),
        },
        render: rendererOf(
          toolsOf,
          oncePerToken(workspaces, ({ token }) => openPermalinks({ token, apiUrl, deadlineMs })),
        ),
        logger: log,
      })
    : null;
  const watch = has('deliver') ? startWatch({ connection, logger: log, onOwed: () => deliverer?.kick() }) : null;
  const schedule = has('schedule') ? startSchedule({ db, log, onOwed: () => deliverer?.kick() }) : null;
  const tallies = has('schedule') ? startTallies({ db, logger: log }) : null;
  log.info({ roles: config.roles, port: server.port }, 'Thumbline is at work');

  return {
    port: server.port,
    previewDigest: (question) => renderDigestPreview({ db, gaps }, question),
    stop: async () => {
      // Side by side: each may take seconds, and a supervisor gives ten to thirty of them.
      const lastAnswers = server.close().then(() => room?.stop());
      await Promise.all([...[deliverer, watch, schedule, tallies, audit].map((part) => part?.stop()), lastAnswers]);
      // What finishes above may ask them.
      await Promise.all([workspaces.stop(), gaps.stop()]);
      await connection.close();
    },
  };
}

/** Only who hears from Slack needs a way to: `connectionToSlack` is null for the others. */
function required({ databaseUrl, slackBotTokens: tokens, slackAppToken, slackSigningSecret, roles }: Config) {
  const hears = roles.includes('slack');
  const connectionToSlack = !hears
    ? null
    : slackAppToken !== null
      ? { appToken: slackAppToken }
      : slackSigningSecret !== null
        ? { signingSecret: slackSigningSecret }
        : null;
  const isDeaf = hears && connectionToSlack === null;
  if (databaseUrl === null || tokens.length === 0 || isDeaf) {
    const missing = [
      databaseUrl === null ? 'DATABASE_URL' : null,
      tokens.length === 0 ? 'SLACK_BOT_TOKEN' : null,
      isDeaf ? 'SLACK_APP_TOKEN (Socket Mode) or SLACK_SIGNING_SECRET (HTTP)' : null,
    ].filter((name) => name !== null);
    throw new InputError(`Not set: ${missing.join('; ')}. Copy .env.example to .env and fill them in.`);
  }
  return { databaseUrl, tokens, connectionToSlack };
}

/** What the people of one workspace may ask, bound to the database: of subscriptions and alerts they see their own only. */
export function questionsOf(tools: DigestTools, workspaceId: string, clock: Clock): Questions {
  const { db } = tools;
  return {
    listAssistants: () => listAssistants(db),
    listConversations: (query) => listConversations(db, query),
    countConversations: (feedback, filter) => countConversations(db, { feedback, filter }),
    findConversationsAt: (urls) => findConversationsAt(db, urls),
    loadConversation: (key) => loadConversation(db, key),
    loadOverview: (period, scope) => loadOverview(db, { period, scope, environment: 'real' }),
    chartOf: (period, scope, pictures) => periodChart(tools, { period, scope, pictures }),
    findSubscription: (channelId) => findSubscription(db, channelId, workspaceId),
    loadEscalationSettings: (subscriptionId) => loadEscalationSettings(db, subscriptionId),
    recordSettings: async (order, escalation) =>
      (await recordSettings(db, { ...order, workspaceId }, escalation)).subscription,
    endSubscription: (channelId, by) => endSubscription(db, channelId, by, workspaceId),
    findNextDigest: (subscriptionId) => findNextDigest(db, subscriptionId),
    listSubscriptions: () => listSubscriptions(db, workspaceId),
    listOpenAlerts: (asked) => listOpenAlerts(db, { ...asked, workspaceId }),
    listTasks: (asked) => listTasks(db, asked),
    listChannelStatuses: (channelId) => listChannelStatuses(db, channelId, workspaceId),
    retryChannel: (channelId) => retryChannel(db, { workspaceId, channelId }),
    recordAccessLost: () => blockRevoked(db, workspaceId),
    listHeldMessages: (channelId) => listHeldMessages(db, channelId, workspaceId),
    recordHeldMessageDecision: (order) => recordHeldMessageDecision(db, { ...order, workspaceId }),
    listKnownLocalesAndTopics: () => listKnownLocalesAndTopics(db),
    previewDigest: async (channelId, now) => previewFor(tools, await findSubscription(db, channelId, workspaceId), now),
    recordTrial: (order) => recordTrial(db, { ...order, workspaceId }),
    loadAlert: (asked) => readAlert(db, { ...asked, workspaceId }),
    acknowledgeAlert: (order) => acknowledgeAlert(db, { ...order, workspaceId }),
    acknowledgeRollup: (order) => acknowledgeRollup(db, { ...order, workspaceId }),
    loadRollupPage: (asked) => loadRollupPage(db, { ...asked, workspaceId }),
    findAlertAt: (message) => findAlertAt(db, { ...message, workspaceId }),
    listTriageEvents: (key) => listTriageEvents(db, key, SHOWN_TRIAGE_EVENTS),
    recordTriage: (order) => recordTriage(db, order),
    listTriageGroups: (asked) => listTriageGroups(db, { ...asked, workspaceId }),
    reserveNextToTriage: ({ memberOf, ...asked }) =>
      reserveNextToTriage(db, memberOf === null ? asked : { ...asked, groups: { workspaceId, memberOf } }),
    findRetestReminder: (message) => findRetestReminder(db, message),
    skipTriage: (order) => skipTriage(db, order),
    endTriageWalk: (person) => endTriageWalk(db, person),
    gaps: gapPort({
      db,
      keeper: tools.gaps ?? gapKeeperIn(db, clock),
      clock,
      findSubscription: (channelId) => findSubscription(db, channelId, workspaceId),
      log: tools.log,
    }),
    isDatabaseAway,
  };
}

/** What each kind of message shows now. */
function rendererOf(
  toolsOf: (workspaceId: string) => DigestTools,
  permalinksOf: (workspaceId: string) => PermalinkOf,
): RenderMessage {
  return (owed) => {
    const tools = toolsOf(owed.workspaceId);
    if (owed.kind === 'digest') return renderDigest(tools, owed);
    if (owed.kind === 'trial') return renderTrial(tools, owed);
    if (owed.kind === 'notice') return renderBlockNotice(tools.db, owed);
    if (owed.kind === 'retest') return renderRetestReminder(tools.db, owed);
    return renderAlertMessage({ db: tools.db, permalinkOf: permalinksOf(owed.workspaceId) }, owed);
  };
}
