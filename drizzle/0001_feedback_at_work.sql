-- Covering indexes: a period is counted without touching the table.
CREATE INDEX "conversations_by_rating_time" ON "feedback"."conversations"
  ("assistant_id", "environment", "rated_at") INCLUDE ("verdict", "score", "locale") WHERE "rated_at" IS NOT NULL;
--> statement-breakpoint
CREATE INDEX "conversations_by_rating_change" ON "feedback"."conversations"
  ("assistant_id", "rating_updated_at") WHERE "rating_updated_at" IS NOT NULL;
--> statement-breakpoint
CREATE INDEX "thumbs_by_time" ON "feedback"."thumbs" ("assistant_id", "given_at") INCLUDE ("value", "conversation_id");
--> statement-breakpoint
CREATE INDEX "thumbs_down_by_change" ON "feedback"."thumbs" ("assistant_id", "updated_at")
  INCLUDE ("conversation_id", "message_id") WHERE "value" = 'down';
--> statement-breakpoint
-- What is read most is what was written last: keep the visibility map close behind the inserts.
ALTER TABLE "feedback"."conversations" SET (autovacuum_vacuum_insert_scale_factor = 0.01);
--> statement-breakpoint
ALTER TABLE "feedback"."thumbs" SET (autovacuum_vacuum_insert_scale_factor = 0.01);
--> statement-breakpoint
-- A writer says what the rating is; the database says when it learned of it. Whatever a writer sets in the two columns is ignored.
CREATE FUNCTION "feedback"."stamp_rating"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE'
    AND (NEW.verdict, NEW.score, NEW.negative_reason, NEW.rated_at)
      IS NOT DISTINCT FROM (OLD.verdict, OLD.score, OLD.negative_reason, OLD.rated_at) THEN
    NEW.rating_updated_at := OLD.rating_updated_at;
    NEW.rating_arrived_at := OLD.rating_arrived_at;
  ELSIF TG_OP = 'INSERT' AND NEW.verdict IS NULL THEN
    NEW.rating_updated_at := NULL;
    NEW.rating_arrived_at := NULL;
  ELSE
    NEW.rating_updated_at := clock_timestamp();
    NEW.rating_arrived_at := CASE
      WHEN NEW.verdict IS NULL THEN NULL
      WHEN TG_OP = 'UPDATE' AND NEW.verdict IS NOT DISTINCT FROM OLD.verdict THEN OLD.rating_arrived_at
      ELSE clock_timestamp()
    END;
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER "conversations_stamp_rating" BEFORE INSERT OR UPDATE ON "feedback"."conversations"
  FOR EACH ROW EXECUTE FUNCTION "feedback"."stamp_rating"();
--> statement-breakpoint
CREATE FUNCTION "feedback"."stamp_thumb"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE'
    AND (NEW.value, NEW.reason, NEW.given_at) IS NOT DISTINCT FROM (OLD.value, OLD.reason, OLD.given_at) THEN
    NEW.updated_at := OLD.updated_at;
  ELSE
    NEW.updated_at := clock_timestamp();
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER "thumbs_stamp" BEFORE INSERT OR UPDATE ON "feedback"."thumbs"
  FOR EACH ROW EXECUTE FUNCTION "feedback"."stamp_thumb"();
--> statement-breakpoint
-- A hint that there is something to look at, sent at commit and once a transaction. The poll is the guarantee.
CREATE FUNCTION "feedback"."hint"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('thumbline_feedback', '');
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER "conversations_hint_new" AFTER INSERT ON "feedback"."conversations"
  FOR EACH ROW WHEN (NEW.verdict = 'down') EXECUTE FUNCTION "feedback"."hint"();
--> statement-breakpoint
CREATE TRIGGER "conversations_hint_changed" AFTER UPDATE ON "feedback"."conversations"
  FOR EACH ROW WHEN (
    (OLD.verdict = 'down' OR NEW.verdict = 'down')
    AND (NEW.verdict, NEW.score, NEW.negative_reason, NEW.rated_at)
      IS DISTINCT FROM (OLD.verdict, OLD.score, OLD.negative_reason, OLD.rated_at)
  ) EXECUTE FUNCTION "feedback"."hint"();
--> statement-breakpoint
CREATE TRIGGER "conversations_hint_erased" AFTER DELETE ON "feedback"."conversations"
  FOR EACH ROW WHEN (OLD.verdict = 'down') EXECUTE FUNCTION "feedback"."hint"();
--> statement-breakpoint
CREATE TRIGGER "thumbs_hint_new" AFTER INSERT ON "feedback"."thumbs"
  FOR EACH ROW WHEN (NEW.value = 'down') EXECUTE FUNCTION "feedback"."hint"();
--> statement-breakpoint
CREATE TRIGGER "thumbs_hint_changed" AFTER UPDATE ON "feedback"."thumbs"
  FOR EACH ROW WHEN ((OLD.value = 'down' OR NEW.value = 'down') AND (NEW.value, NEW.reason) IS DISTINCT FROM (OLD.value, OLD.reason))
  EXECUTE FUNCTION "feedback"."hint"();
--> statement-breakpoint
CREATE TRIGGER "thumbs_hint_erased" AFTER DELETE ON "feedback"."thumbs"
  FOR EACH ROW WHEN (OLD.value = 'down') EXECUTE FUNCTION "feedback"."hint"();
