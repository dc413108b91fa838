CREATE TABLE "thumbline"."gap_events" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "thumbline"."gap_events_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"gap_id" bigint NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	"actor" text NOT NULL,
	"action" text NOT NULL,
	"detail" text
);
--> statement-breakpoint
CREATE TABLE "thumbline"."gap_members" (
	"subscription_id" bigint NOT NULL,
	"assistant_id" text NOT NULL,
	"conversation_id" text NOT NULL,
	"message_id" text NOT NULL,
	"gap_id" bigint NOT NULL,
	"pinned" boolean DEFAULT false NOT NULL,
	CONSTRAINT "gap_members_key" PRIMARY KEY("subscription_id","assistant_id","conversation_id","message_id")
);
--> statement-breakpoint
CREATE TABLE "thumbline"."gaps" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "thumbline"."gaps_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"subscription_id" bigint NOT NULL,
	"name" text,
	"status" text DEFAULT 'open' NOT NULL,
	"outcome" text,
	"owner" text,
	"note" text,
	"link" text,
	"closed_at" timestamp with time zone,
	"closed_by" text,
	"merged_into" bigint,
	"worked" boolean DEFAULT false NOT NULL,
	"sample_assistant_id" text,
	"sample_conversation_id" text,
	"sample_message_id" text,
	"found_at" timestamp with time zone DEFAULT now() NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "gaps_status" CHECK ("thumbline"."gaps"."status" in ('open', 'done', 'dismissed')),
	CONSTRAINT "gaps_outcome" CHECK ("thumbline"."gaps"."outcome" in ('knowledge', 'rule', 'handover', 'not ours', 'can''t tell')),
	CONSTRAINT "gaps_closed" CHECK (("thumbline"."gaps"."status" = 'done') = ("thumbline"."gaps"."closed_at" is not null)),
	CONSTRAINT "gaps_closed_whole" CHECK (("thumbline"."gaps"."closed_at" is null) = ("thumbline"."gaps"."closed_by" is null)),
	CONSTRAINT "gaps_not_merged_into_itself" CHECK ("thumbline"."gaps"."merged_into" <> "thumbline"."gaps"."id")
);
--> statement-breakpoint
CREATE TABLE "thumbline"."groupings" (
	"subscription_id" bigint PRIMARY KEY NOT NULL,
	"fence" integer DEFAULT 0 NOT NULL,
	"lease_until" timestamp with time zone,
	"checked_at" timestamp with time zone,
	"seen" text
);
--> statement-breakpoint
CREATE TABLE "thumbline"."questions" (
	"assistant_id" text NOT NULL,
	"conversation_id" text NOT NULL,
	"message_id" text NOT NULL,
	"thumbed_at" timestamp with time zone,
	"downvoted_at" timestamp with time zone,
	"hurt_at" timestamp with time zone GENERATED ALWAYS AS (greatest(thumbed_at, downvoted_at)) STORED NOT NULL,
	"body_digest" text NOT NULL,
	"embedded_at" timestamp with time zone,
	"model" text,
	"vector" "bytea",
	"changed_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "questions_assistant_id_conversation_id_message_id_pk" PRIMARY KEY("assistant_id","conversation_id","message_id"),
	CONSTRAINT "questions_vector_whole" CHECK (("thumbline"."questions"."model" is null) = ("thumbline"."questions"."vector" is null))
);
--> statement-breakpoint
ALTER TABLE "thumbline"."gap_events" ADD CONSTRAINT "gap_events_gap_id_gaps_id_fk" FOREIGN KEY ("gap_id") REFERENCES "thumbline"."gaps"("id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "thumbline"."gap_members" ADD CONSTRAINT "gap_members_subscription_id_subscriptions_id_fk" FOREIGN KEY ("subscription_id") REFERENCES "thumbline"."subscriptions"("id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "thumbline"."gap_members" ADD CONSTRAINT "gap_members_gap_id_gaps_id_fk" FOREIGN KEY ("gap_id") REFERENCES "thumbline"."gaps"("id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "thumbline"."gap_members" ADD CONSTRAINT "gap_members_question" FOREIGN KEY ("assistant_id","conversation_id","message_id") REFERENCES "thumbline"."questions"("assistant_id","conversation_id","message_id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "thumbline"."gaps" ADD CONSTRAINT "gaps_subscription_id_subscriptions_id_fk" FOREIGN KEY ("subscription_id") REFERENCES "thumbline"."subscriptions"("id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "thumbline"."gaps" ADD CONSTRAINT "gaps_merged_into_gaps_id_fk" FOREIGN KEY ("merged_into") REFERENCES "thumbline"."gaps"("id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "thumbline"."groupings" ADD CONSTRAINT "groupings_subscription_id_subscriptions_id_fk" FOREIGN KEY ("subscription_id") REFERENCES "thumbline"."subscriptions"("id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "thumbline"."questions" ADD CONSTRAINT "questions_message" FOREIGN KEY ("assistant_id","conversation_id","message_id") REFERENCES "feedback"."messages"("assistant_id","conversation_id","id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
CREATE INDEX "gap_events_by_gap" ON "thumbline"."gap_events" USING btree ("gap_id","id");
--> statement-breakpoint
CREATE INDEX "gap_members_by_question" ON "thumbline"."gap_members" USING btree ("assistant_id","conversation_id","message_id");
--> statement-breakpoint
CREATE INDEX "gap_members_by_gap" ON "thumbline"."gap_members" USING btree ("gap_id");
--> statement-breakpoint
CREATE INDEX "gaps_of_subscription" ON "thumbline"."gaps" USING btree ("subscription_id");
--> statement-breakpoint
CREATE INDEX "gaps_merged" ON "thumbline"."gaps" USING btree ("merged_into") WHERE merged_into is not null;
--> statement-breakpoint
CREATE INDEX "questions_by_hurt" ON "thumbline"."questions" USING btree ("assistant_id","hurt_at");
--> statement-breakpoint
CREATE INDEX "questions_to_embed" ON "thumbline"."questions" USING btree ("assistant_id","hurt_at") WHERE embedded_at is null;
