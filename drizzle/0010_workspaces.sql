CREATE TABLE "thumbline"."workspaces" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"enterprise_id" text,
	"token_hash" text NOT NULL,
	"place" integer NOT NULL,
	"seen_at" timestamp with time zone NOT NULL,
	"blocked_by" text,
	"blocked_at" timestamp with time zone
);
--> statement-breakpoint
-- Whose a row is that names no workspace. '': nobody's yet; the workspace of the first token takes it over.
CREATE FUNCTION "thumbline"."first_workspace"() RETURNS text LANGUAGE sql STABLE AS $$
  SELECT coalesce((SELECT id FROM thumbline.workspaces ORDER BY place, seen_at DESC, id LIMIT 1), '')
$$;
--> statement-breakpoint
ALTER TABLE "thumbline"."deliveries" DROP CONSTRAINT "deliveries_kind";--> statement-breakpoint
DROP INDEX "thumbline"."subscriptions_one_per_channel";--> statement-breakpoint
ALTER TABLE "thumbline"."channels" DROP CONSTRAINT "channels_pkey";--> statement-breakpoint
ALTER TABLE "thumbline"."channels" ADD COLUMN "workspace_id" text DEFAULT thumbline.first_workspace() NOT NULL;--> statement-breakpoint
ALTER TABLE "thumbline"."deliveries" ADD COLUMN "workspace_id" text DEFAULT thumbline.first_workspace() NOT NULL;--> statement-breakpoint
ALTER TABLE "thumbline"."subscriptions" ADD COLUMN "workspace_id" text DEFAULT thumbline.first_workspace() NOT NULL;--> statement-breakpoint
ALTER TABLE "thumbline"."channels" ADD CONSTRAINT "channels_workspace_id_id_pk" PRIMARY KEY("workspace_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "subscriptions_one_per_channel" ON "thumbline"."subscriptions" USING btree ("workspace_id","channel_id") WHERE ended_at is null;--> statement-breakpoint
ALTER TABLE "thumbline"."deliveries" ADD CONSTRAINT "deliveries_kind" CHECK ("thumbline"."deliveries"."kind" in ('alert', 'rollup', 'escalation', 'reminder', 'digest', 'notice', 'retest'));
--> statement-breakpoint
-- A message is of its subscription's workspace, whoever writes it.
CREATE FUNCTION "thumbline"."stamp_workspace"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  SELECT s.workspace_id INTO NEW.workspace_id FROM thumbline.subscriptions s WHERE s.id = NEW.subscription_id;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER "deliveries_stamp_workspace" BEFORE INSERT ON "thumbline"."deliveries"
  FOR EACH ROW WHEN (NEW.subscription_id IS NOT NULL) EXECUTE FUNCTION "thumbline"."stamp_workspace"();
--> statement-breakpoint
CREATE OR REPLACE FUNCTION "thumbline"."know_channel"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM written) THEN
    INSERT INTO thumbline.channels (workspace_id, id)
    SELECT DISTINCT workspace_id, channel_id FROM written ORDER BY 1, 2 ON CONFLICT DO NOTHING;
    PERFORM pg_notify('thumbline_delivery', '');
  END IF;
  RETURN NULL;
END $$;
