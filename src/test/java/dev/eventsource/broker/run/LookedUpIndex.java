package dev.eventsource.broker.run;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.bson.Document;

/**
 * An index of the embedded server, used where a query has more than its key as well: on its own the server uses one only
 * where the query has exactly that, and else reads the whole collection.
 */
final class LookedUpIndex extends Index<Object> {
    private final Index<Object> index;

    LookedUpIndex(Index<Object> index) {
        super(index.getName(), index.getKeys(), false);
        this.index = index;
    }

    /** The part of a query that the index knows of; what it finds is compared with all of the query. */
    private Document known(Document query) {
        Document known = new Document();
        keys().stream().filter(query::containsKey).forEach(key -> known.put(key, query.get(key)));
        return known;
    }

    @Override
    public boolean canHandle(Document query) {
        return index.canHandle(known(query));
    }

    @Override
    public Iterable<Object> getPositions(Document query) {
        return index.getPositions(known(query));
    }

    @Override
    public Object getPosition(Document document) {
        return index.getPosition(document);
    }

    @Override
    public void checkAdd(Document document, MongoCollection<Object> collection) {
        index.checkAdd(document, collection);
    }

    @Override
    public void add(Document document, Object position, MongoCollection<Object> collection) {
        index.add(document, position, collection);
    }

    @Override
    public Object remove(Document document) {
        return index.remove(document);
    }

    @Override
    public void checkUpdate(Document before, Document after, MongoCollection<Object> collection) {
        index.checkUpdate(before, after, collection);
    }

    @Override
    public void updateInPlace(Document before, Document after, Object position, MongoCollection<Object> collection) {
        index.updateInPlace(before, after, position, collection);
    }

    @Override
    public boolean isUnique() {
        return index.isUnique();
    }

    @Override
    public long getCount() {
        return index.getCount();
    }

    @Override
    public long getDataSize() {
        return index.getDataSize();
    }

    @Override
    public void drop() {
        index.drop();
    }
}
