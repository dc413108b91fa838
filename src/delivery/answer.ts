import { WebAPIHTTPError, WebAPIPlatformError, WebAPIRateLimitedError, WebAPIRequestError } from '@slack/web-api';
import { NO_TOKEN } from '../db/workspaces.ts';

/**
 * What a failed call to Slack says about the message. Only `not sent` and its kin are a definite no:
 * whatever is not known for certain is `unknown`, 429 included, since it can follow an acceptance.
 */
export type Answer =
  | { is: 'not sent'; error: string }
  | { is: 'unknown'; error: string; retryAfterMs: number | null }
  /** An uploaded picture is not ready yet: the same message will be taken in a few seconds. */
  | { is: 'file not ready'; error: string }
  /** Slack will not have this content. */
  | { is: 'unacceptable'; error: string }
  /** The channel is closed to us until someone does something; see cure.ts. */
  | { is: 'channel blocked'; error: string }
  /** The token is no good, or may not do this: no channel can be posted to. */
  | { is: 'token blocked'; error: string }
  /** The message that should be edited or deleted is not there, or cannot be edited any more. */
  | { is: 'gone'; error: string };

/** Makes one call to Slack. Rejects never. */
export async function ask<T>(call: () => Promise<T>): Promise<{ is: 'done'; value: T } | Answer> {
  try {
    return { is: 'done', value: await call() };
  } catch (thrown) {
    return classify(thrown);
  }
}

const CHANNEL_ERRORS = [
  'not_in_channel',
  'channel_not_found',
  'is_archived',
  'messages_tab_disabled',
  'cannot_dm_bot',
  'user_not_found',
  'restricted_action',
  'restricted_action_read_only_channel',
  'restricted_action_thread_only_channel',
  'restricted_action_non_threadable_channel',
  'restricted_action_thread_locked',
];

/** There is no token, or none that is any good: that Slack takes one shows that it is over. */
export const REFUSED_TOKEN_ERRORS: readonly string[] = [
  NO_TOKEN,
  'invalid_auth',
  'not_authed',
  'token_revoked',
  'token_expired',
  'account_inactive',
];

/** They concern the token and so every channel. */
export const TOKEN_ERRORS: readonly string[] = [
  ...REFUSED_TOKEN_ERRORS,
  'missing_scope',
  'no_permission',
  'not_allowed_token_type',
  'ekm_access_denied',
  'org_login_required',
  'enterprise_is_restricted',
  'team_access_not_granted',
  'access_denied',
  'accesslimited',
  'two_factor_setup_required',
];

const CONTENT_ERRORS = [
  'invalid_blocks',
  'invalid_blocks_format',
  'invalid_attachments',
  'invalid_metadata_format',
  'invalid_metadata_schema',
  'metadata_too_large',
  'msg_too_long',
  'msg_blocks_too_long',
  'no_text',
  'too_many_attachments',
  'attachment_payload_limit_exceeded',
  'image_download_failed',
  'invalid_arguments',
  'invalid_arg_name',
  'invalid_array_arg',
  'invalid_charset',
  'invalid_form_data',
  'invalid_post_type',
  'markdown_text_conflict',
];

const GONE_ERRORS = ['message_not_found', 'cant_update_message', 'cant_delete_message', 'edit_window_closed'];

/** The request never left: no connection was made. */
const UNREACHED = [
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
];

/** Reads what a call to Slack threw. Never throws itself: what it does not know is `unknown`. */
export function classify(thrown: unknown): Answer {
  if (thrown instanceof WebAPIPlatformError) return classifyRefusal(thrown.data);
  if (thrown instanceof WebAPIRateLimitedError) return unknown('ratelimited', thrown.retryAfter * 1000);
  if (thrown instanceof WebAPIHTTPError) return unknown(`http_${thrown.statusCode}`);
  if (thrown instanceof WebAPIRequestError) {
    const code = causeCode(thrown.original);
    return code !== null && UNREACHED.includes(code)
      ? { is: 'not sent', error: code }
      : unknown(code ?? thrown.original.name);
  }
  return unknown(thrown instanceof Error ? thrown.name : 'unreadable');
}

function classifyRefusal(data: WebAPIPlatformError['data']): Answer {
  const error = String(data.error);
  if (error === 'invalid_blocks' && mentionsFile(data)) return { is: 'file not ready', error: 'invalid_slack_file' };
  if (error === 'missing_scope') {
    const needed = 'needed' in data && typeof data.needed === 'string' ? ` ${data.needed}` : '';
    return { is: 'token blocked', error: `missing_scope${needed}` };
  }
  if (CHANNEL_ERRORS.includes(error)) return { is: 'channel blocked', error };
  if (TOKEN_ERRORS.includes(error)) return { is: 'token blocked', error };
  if (CONTENT_ERRORS.includes(error)) return { is: 'unacceptable', error };
  if (GONE_ERRORS.includes(error)) return { is: 'gone', error };
  return unknown(error);
}

/** Slack names a picture that it is still checking with the same code as a block that is wrong. */
function mentionsFile(data: WebAPIPlatformError['data']): boolean {
  return JSON.stringify(data).includes('invalid slack file');
}

/** undici wraps the socket's error, and a list of them when a name has several addresses. */
function causeCode(error: unknown, depth = 0): string | null {
  if (!(error instanceof Error) || depth > 4) return null;
  if ('code' in error && typeof error.code === 'string') return error.code;
  if (error instanceof AggregateError && error.errors.length > 0) return causeCode(error.errors[0], depth + 1);
  return causeCode(error.cause, depth + 1);
}

/** Where Slack answered with something else than JSON, the SDK gives the whole body as the code: that is not kept. */
function unknown(error: string, retryAfterMs: number | null = null): Answer {
  return { is: 'unknown', error: /^[\w.-]{1,80}$/.test(error) ? error : 'unreadable', retryAfterMs };
}
