-- The name of the API key by which a change was made; null when a person was signed in.
ALTER TABLE "admin_log" ADD COLUMN "actor_key" TEXT;
