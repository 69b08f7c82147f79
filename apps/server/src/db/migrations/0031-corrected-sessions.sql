-- What changes of a session after its end is told as a kind of its own: whoever follows ended sessions need not look into the news of running ones.
update happening set kind = 'session.corrected' where kind = 'session.updated' and data like '%"status":"ended"%';
