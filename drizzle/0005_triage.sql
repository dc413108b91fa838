CREATE TABLE "thumbline"."triage_events" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "thumbline"."triage_events_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"assistant_id" text NOT NULL,
	"conversation_id" text NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	"actor" text NOT NULL,
	"action" text NOT NULL,
	"outcome" text NOT NULL,
	"owner" text,
	"note" text,
	"link" text,
	CONSTRAINT "triage_events_action" CHECK ("thumbline"."triage_events"."action" in ('decided', 'done', 'passed', 'failed'))
);
--> statement-breakpoint
CREATE TABLE "thumbline"."triage_reservations" (
	"assistant_id" text NOT NULL,
	"conversation_id" text NOT NULL,
	"person" text NOT NULL,
	"until" timestamp with time zone NOT NULL,
	CONSTRAINT "triage_reservations_assistant_id_conversation_id_pk" PRIMARY KEY("assistant_id","conversation_id")
);
--> statement-breakpoint
CREATE TABLE "thumbline"."triage_skips" (
	"person" text NOT NULL,
	"assistant_id" text NOT NULL,
	"conversation_id" text NOT NULL,
	"until" timestamp with time zone NOT NULL,
	CONSTRAINT "triage_skips_person_assistant_id_conversation_id_pk" PRIMARY KEY("person","assistant_id","conversation_id")
);
--> statement-breakpoint
ALTER TABLE "thumbline"."triage" ADD COLUMN "done_by" text;--> statement-breakpoint
ALTER TABLE "thumbline"."triage" ADD COLUMN "done_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "thumbline"."triage" ADD COLUMN "retest" text;--> statement-breakpoint
ALTER TABLE "thumbline"."triage" ADD COLUMN "retested_by" text;--> statement-breakpoint
ALTER TABLE "thumbline"."triage" ADD COLUMN "retested_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "thumbline"."triage" ADD COLUMN "version" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
CREATE INDEX "triage_events_by_conversation" ON "thumbline"."triage_events" USING btree ("assistant_id","conversation_id","id");--> statement-breakpoint
CREATE INDEX "triage_reservations_by_person" ON "thumbline"."triage_reservations" USING btree ("person");--> statement-breakpoint
CREATE INDEX "triage_to_retest" ON "thumbline"."triage" USING btree ("done_at") WHERE done_at is not null and retest is null;--> statement-breakpoint
ALTER TABLE "thumbline"."triage" ADD CONSTRAINT "triage_done_whole" CHECK (("thumbline"."triage"."done_by" is null) = ("thumbline"."triage"."done_at" is null));--> statement-breakpoint
ALTER TABLE "thumbline"."triage" ADD CONSTRAINT "triage_retest" CHECK ("thumbline"."triage"."retest" in ('passed', 'failed'));--> statement-breakpoint
ALTER TABLE "thumbline"."triage" ADD CONSTRAINT "triage_retest_whole" CHECK (("thumbline"."triage"."retest" is null) = ("thumbline"."triage"."retested_by" is null) and ("thumbline"."triage"."retest" is null) = ("thumbline"."triage"."retested_at" is null));--> statement-breakpoint
ALTER TABLE "thumbline"."triage" ADD CONSTRAINT "triage_retest_of_done" CHECK ("thumbline"."triage"."retest" is null or "thumbline"."triage"."done_at" is not null);