/** What a person has to do about a Slack error that blocks a channel; the delivery goes on by itself afterwards. */
export function cureOf(blockedBy: string): string {
  const [error = '', scope] = blockedBy.split(' ');
  switch (error) {
    case 'not_in_channel':
      return 'Thumbline is not in the channel: invite it there with /invite.';
    case 'channel_not_found':
      return 'Slack does not know the channel, or it is private and Thumbline is not in it: invite Thumbline there, or unsubscribe.';
    case 'is_archived':
      return 'The channel is archived: restore it, or unsubscribe.';
    case 'missing_scope':
      return `The app lacks ${scope === undefined ? 'a permission' : `the scope ${scope}`}: add it on the app’s OAuth & Permissions page, then install the app again.`;
    case 'invalid_auth':
    case 'not_authed':
    case 'token_revoked':
    case 'token_expired':
    case 'account_inactive':
      return 'Slack no longer takes the bot token: install the app again and put the new one into SLACK_BOT_TOKEN.';
    case 'no_token':
      return 'There is no bot token for this workspace: install the app there, and add the token to SLACK_BOT_TOKEN.';
    case 'ekm_access_denied':
      return 'The workspace’s administrators have suspended posting (Enterprise Key Management): ask them.';
    default:
      return error.startsWith('restricted_action')
        ? 'A setting of the workspace or the channel keeps Thumbline from posting there: ask a workspace administrator to allow it.'
        : `Slack refuses to post (${error}): ask a workspace administrator.`;
  }
}
