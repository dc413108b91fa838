CREATE SCHEMA IF NOT EXISTS "feedback";
--> statement-breakpoint
CREATE SCHEMA IF NOT EXISTS "thumbline";
--> statement-breakpoint
CREATE TABLE "feedback"."assistants" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"zone" text DEFAULT 'UTC' NOT NULL,
	"conversation_url" text,
	CONSTRAINT "assistants_id_not_empty" CHECK ("feedback"."assistants"."id" <> '')
);
--> statement-breakpoint
CREATE TABLE "feedback"."conversations" (
	"assistant_id" text NOT NULL,
	"id" text NOT NULL,
	"environment" text DEFAULT 'real' NOT NULL,
	"started_at" timestamp with time zone NOT NULL,
	"resolved_at" timestamp with time zone,
	"locale" text,
	"shopper" text,
	"title" text,
	"summary" text,
	"topics" text[] DEFAULT '{}'::text[] NOT NULL,
	"url" text,
	"verdict" text,
	"score" smallint,
	"negative_reason" text,
	"rated_at" timestamp with time zone,
	"rating_updated_at" timestamp with time zone,
	"rating_arrived_at" timestamp with time zone,
	CONSTRAINT "conversations_assistant_id_id_pk" PRIMARY KEY("assistant_id","id"),
	CONSTRAINT "conversations_id_not_empty" CHECK ("feedback"."conversations"."id" <> ''),
	CONSTRAINT "conversations_environment" CHECK ("feedback"."conversations"."environment" in ('real', 'sandbox')),
	CONSTRAINT "conversations_verdict" CHECK ("feedback"."conversations"."verdict" in ('up', 'down', 'neutral')),
	CONSTRAINT "conversations_score" CHECK ("feedback"."conversations"."score" between 1 and 5),
	CONSTRAINT "conversations_rating_has_time" CHECK (("feedback"."conversations"."verdict" is null) = ("feedback"."conversations"."rated_at" is null)),
	CONSTRAINT "conversations_no_rating_no_details" CHECK ("feedback"."conversations"."verdict" is not null or ("feedback"."conversations"."score" is null and "feedback"."conversations"."negative_reason" is null))
);
--> statement-breakpoint
CREATE TABLE "feedback"."messages" (
	"assistant_id" text NOT NULL,
	"conversation_id" text NOT NULL,
	"id" text NOT NULL,
	"role" text NOT NULL,
	"body" text NOT NULL,
	"sent_at" timestamp with time zone NOT NULL,
	"position" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "messages_assistant_id_conversation_id_id_pk" PRIMARY KEY("assistant_id","conversation_id","id"),
	CONSTRAINT "messages_id_not_empty" CHECK ("feedback"."messages"."id" <> ''),
	CONSTRAINT "messages_role" CHECK ("feedback"."messages"."role" in ('shopper', 'assistant', 'agent'))
);
--> statement-breakpoint
CREATE TABLE "feedback"."thumbs" (
	"assistant_id" text NOT NULL,
	"conversation_id" text NOT NULL,
	"message_id" text NOT NULL,
	"value" text NOT NULL,
	"reason" text,
	"given_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "thumbs_assistant_id_conversation_id_message_id_pk" PRIMARY KEY("assistant_id","conversation_id","message_id"),
	CONSTRAINT "thumbs_value" CHECK ("feedback"."thumbs"."value" in ('up', 'down'))
);
--> statement-breakpoint
CREATE TABLE "thumbline"."alerts" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "thumbline"."alerts_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"subscription_id" bigint NOT NULL,
	"assistant_id" text NOT NULL,
	"conversation_id" text NOT NULL,
	"message_id" text DEFAULT '' NOT NULL,
	"facts" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"acknowledged_by" text,
	"acknowledged_at" timestamp with time zone,
	CONSTRAINT "alerts_owed_once" UNIQUE("subscription_id","assistant_id","conversation_id","message_id"),
	CONSTRAINT "alerts_acknowledged_whole" CHECK (("thumbline"."alerts"."acknowledged_by" is null) = ("thumbline"."alerts"."acknowledged_at" is null))
);
--> statement-breakpoint
CREATE TABLE "thumbline"."audit" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "thumbline"."audit_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	"actor" text NOT NULL,
	"action" text NOT NULL,
	"subject" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "thumbline"."channels" (
	"id" text PRIMARY KEY NOT NULL,
	"next_post_at" timestamp with time zone DEFAULT now() NOT NULL,
	"blocked_by" text,
	"blocked_at" timestamp with time zone,
	"retry_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "thumbline"."deliveries" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "thumbline"."deliveries_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"key" text NOT NULL,
	"kind" text NOT NULL,
	"channel_id" text NOT NULL,
	"subscription_id" bigint NOT NULL,
	"alert_id" bigint,
	"monday" date,
	"state" text DEFAULT 'pending' NOT NULL,
	"want_version" integer DEFAULT 1 NOT NULL,
	"have_version" integer DEFAULT 0 NOT NULL,
	"ts" text,
	"fence" integer DEFAULT 0 NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"first_try_at" timestamp with time zone,
	"last_try_at" timestamp with time zone,
	"next_at" timestamp with time zone DEFAULT now() NOT NULL,
	"lease_until" timestamp with time zone,
	"ambiguous" boolean DEFAULT false NOT NULL,
	"verify_at" timestamp with time zone,
	"visible_at" timestamp with time zone,
	"last_error" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "deliveries_key" UNIQUE("key"),
	CONSTRAINT "deliveries_state" CHECK ("thumbline"."deliveries"."state" in ('pending', 'sending', 'unknown', 'sent', 'blocked', 'failed', 'gone', 'cancelled')),
	CONSTRAINT "deliveries_kind" CHECK ("thumbline"."deliveries"."kind" in ('alert', 'escalation', 'digest'))
);
--> statement-breakpoint
CREATE TABLE "thumbline"."digests" (
	"subscription_id" bigint NOT NULL,
	"monday" date NOT NULL,
	"zone" text NOT NULL,
	"due_at" timestamp with time zone NOT NULL,
	"figures" jsonb,
	CONSTRAINT "digests_subscription_id_monday_pk" PRIMARY KEY("subscription_id","monday")
);
--> statement-breakpoint
CREATE TABLE "thumbline"."settings" (
	"key" text PRIMARY KEY NOT NULL,
	"value" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "thumbline"."subscriptions" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "thumbline"."subscriptions_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"channel_id" text NOT NULL,
	"assistants" text[] DEFAULT '{}'::text[] NOT NULL,
	"locales" text[] DEFAULT '{}'::text[] NOT NULL,
	"topics" text[] DEFAULT '{}'::text[] NOT NULL,
	"digest_weekday" smallint,
	"digest_time" time,
	"zone" text NOT NULL,
	"language" text DEFAULT 'en' NOT NULL,
	"alerts" text DEFAULT 'downvotes' NOT NULL,
	"escalate_after_minutes" integer,
	"escalate_to" text,
	"created_by" text,
	"began_at" timestamp with time zone DEFAULT now() NOT NULL,
	"digest_since" timestamp with time zone DEFAULT now() NOT NULL,
	"ended_at" timestamp with time zone,
	CONSTRAINT "subscriptions_alerts" CHECK ("thumbline"."subscriptions"."alerts" in ('downvotes', 'thumbs', 'off')),
	CONSTRAINT "subscriptions_weekday" CHECK ("thumbline"."subscriptions"."digest_weekday" between 1 and 7),
	CONSTRAINT "subscriptions_digest_whole" CHECK (("thumbline"."subscriptions"."digest_weekday" is null) = ("thumbline"."subscriptions"."digest_time" is null))
);
--> statement-breakpoint
CREATE TABLE "thumbline"."sync_cursors" (
	"source" text NOT NULL,
	"relation" text NOT NULL,
	"cursor" text NOT NULL,
	"read_at" timestamp with time zone NOT NULL,
	CONSTRAINT "sync_cursors_source_relation_pk" PRIMARY KEY("source","relation")
);
--> statement-breakpoint
CREATE TABLE "thumbline"."triage" (
	"assistant_id" text NOT NULL,
	"conversation_id" text NOT NULL,
	"outcome" text NOT NULL,
	"owner" text,
	"note" text,
	"link" text,
	"decided_by" text NOT NULL,
	"decided_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "triage_assistant_id_conversation_id_pk" PRIMARY KEY("assistant_id","conversation_id"),
	CONSTRAINT "triage_outcome" CHECK ("thumbline"."triage"."outcome" in ('knowledge', 'rule', 'handover', 'not ours', 'can''t tell'))
);
--> statement-breakpoint
ALTER TABLE "feedback"."conversations" ADD CONSTRAINT "conversations_assistant_id_assistants_id_fk" FOREIGN KEY ("assistant_id") REFERENCES "feedback"."assistants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "feedback"."messages" ADD CONSTRAINT "messages_assistant_id_conversation_id_conversations_assistant_id_id_fk" FOREIGN KEY ("assistant_id","conversation_id") REFERENCES "feedback"."conversations"("assistant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "feedback"."thumbs" ADD CONSTRAINT "thumbs_assistant_id_conversation_id_message_id_messages_assistant_id_conversation_id_id_fk" FOREIGN KEY ("assistant_id","conversation_id","message_id") REFERENCES "feedback"."messages"("assistant_id","conversation_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "thumbline"."alerts" ADD CONSTRAINT "alerts_subscription_id_subscriptions_id_fk" FOREIGN KEY ("subscription_id") REFERENCES "thumbline"."subscriptions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "thumbline"."deliveries" ADD CONSTRAINT "deliveries_subscription_id_subscriptions_id_fk" FOREIGN KEY ("subscription_id") REFERENCES "thumbline"."subscriptions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "thumbline"."deliveries" ADD CONSTRAINT "deliveries_alert_id_alerts_id_fk" FOREIGN KEY ("alert_id") REFERENCES "thumbline"."alerts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "thumbline"."digests" ADD CONSTRAINT "digests_subscription_id_subscriptions_id_fk" FOREIGN KEY ("subscription_id") REFERENCES "thumbline"."subscriptions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "conversations_by_start" ON "feedback"."conversations" USING btree ("assistant_id","environment","started_at" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "conversations_unrated" ON "feedback"."conversations" USING btree ("assistant_id","environment","started_at" DESC NULLS LAST,"id" DESC NULLS LAST,"locale") WHERE verdict is null;--> statement-breakpoint
CREATE INDEX "conversations_by_verdict" ON "feedback"."conversations" USING btree ("assistant_id","environment","verdict","rated_at" DESC NULLS LAST,"id" DESC NULLS LAST,"locale") WHERE verdict is not null;--> statement-breakpoint
CREATE INDEX "alerts_by_conversation" ON "thumbline"."alerts" USING btree ("assistant_id","conversation_id");--> statement-breakpoint
CREATE INDEX "alerts_by_creation" ON "thumbline"."alerts" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "audit_by_time" ON "thumbline"."audit" USING btree ("at");--> statement-breakpoint
CREATE INDEX "deliveries_due" ON "thumbline"."deliveries" USING btree ("next_at","id") WHERE state = 'pending';--> statement-breakpoint
CREATE INDEX "deliveries_stale" ON "thumbline"."deliveries" USING btree ("next_at") WHERE state = 'sent' and have_version < want_version;--> statement-breakpoint
CREATE INDEX "deliveries_in_flight" ON "thumbline"."deliveries" USING btree ("channel_id") WHERE state in ('sending', 'unknown');--> statement-breakpoint
CREATE INDEX "deliveries_to_verify" ON "thumbline"."deliveries" USING btree ("verify_at") WHERE verify_at is not null;--> statement-breakpoint
CREATE INDEX "deliveries_of_alert" ON "thumbline"."deliveries" USING btree ("alert_id");--> statement-breakpoint
CREATE UNIQUE INDEX "subscriptions_one_per_channel" ON "thumbline"."subscriptions" USING btree ("channel_id") WHERE ended_at is null;