-- Messages given up are few among all that were sent, and whoever is on duty is told of each.

create index messages_given_up on messages (given_up_at) where given_up_at is not null;
