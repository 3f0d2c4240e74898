-- The log is filtered by who, what and when, newest first.
CREATE INDEX "admin_log_actor_id_id_idx" ON "admin_log"("actor_id", "id");
CREATE INDEX "admin_log_verb_id_idx" ON "admin_log"("verb", "id");
CREATE INDEX "admin_log_at_idx" ON "admin_log"("at");
