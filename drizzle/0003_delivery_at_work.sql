UPDATE "thumbline"."subscriptions" SET "alerts_since" = "began_at";
--> statement-breakpoint
-- Alerts that are switched on, or a scope that grows, must not dig out what is past. A narrower scope changes nothing.
CREATE FUNCTION "thumbline"."stamp_alerts_since"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    NEW.alerts_since := NEW.began_at;
  ELSIF NEW.alerts IS DISTINCT FROM OLD.alerts
    OR NOT (OLD.assistants = '{}' OR (NEW.assistants <> '{}' AND NEW.assistants <@ OLD.assistants))
    OR NOT (OLD.locales = '{}' OR (NEW.locales <> '{}' AND NEW.locales <@ OLD.locales))
    OR NOT (OLD.topics = '{}' OR (NEW.topics <> '{}' AND NEW.topics <@ OLD.topics)) THEN
    NEW.alerts_since := now();
  ELSE
    NEW.alerts_since := OLD.alerts_since;
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER "subscriptions_stamp_alerts_since" BEFORE INSERT OR UPDATE ON "thumbline"."subscriptions"
  FOR EACH ROW EXECUTE FUNCTION "thumbline"."stamp_alerts_since"();
--> statement-breakpoint
-- Every channel with a delivery has the row that holds its pace, whoever wrote the delivery.
CREATE FUNCTION "thumbline"."know_channel"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM written) THEN
    INSERT INTO thumbline.channels (id) SELECT DISTINCT channel_id FROM written ORDER BY 1 ON CONFLICT DO NOTHING;
    PERFORM pg_notify('thumbline_delivery', '');
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER "deliveries_know_channel" AFTER INSERT ON "thumbline"."deliveries"
  REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION "thumbline"."know_channel"();
--> statement-breakpoint
-- A hint that a message should say something new, sent at commit and once a transaction. The poll is the guarantee.
CREATE FUNCTION "thumbline"."hint"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('thumbline_delivery', '');
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER "deliveries_hint_changed" AFTER UPDATE ON "thumbline"."deliveries"
  FOR EACH ROW WHEN (NEW.want_version > OLD.want_version) EXECUTE FUNCTION "thumbline"."hint"();
