-- What a provider told of one payment is shown beside its order.
CREATE INDEX "payment_events_provider_ref_idx" ON "payment_events"("provider_ref");
