package dev.eventsource.broker.it.stream;

import java.util.regex.Pattern;

/** What a message's members beside its channel become; {@code ID} stands for an id that the broker makes. */
enum FieldsOnTheWire {
    NOTHING_BUT_DATA("'data':'d'", "ID", "data: d\n"),
    ID("'id':'a b','data':'d'", "id: a b\n", "data: d\n"),
    ID_NULL("'id':null,'data':'d'", "ID", "data: d\n"),
    ID_EMPTY("'id':'','data':'d'", "ID", "data: d\n"),
    ID_NUMBER("'id':42,'data':'d'", "id: 42\n", "data: d\n"),
    ID_NUMBER_AS_WRITTEN("'id':-12345678901234567890,'data':'d'", "id: -12345678901234567890\n", "data: d\n"),
    ID_NOT_ASCII("'id':'\u00e9\\ud83d\\ude00','data':'d'", "id: \u00e9\ud83d\ude00\n", "data: d\n"),
    ID_LONGEST("'id':'" + "i".repeat(255) + "','data':'d'", "id: " + "i".repeat(255) + "\n", "data: d\n"),
    NAME("'id':'1','name':'a b','data':'d'", "id: 1\n", "event: a b\ndata: d\n"),
    NAME_WITHOUT_ID("'name':'n','data':'d'", "ID", "event: n\ndata: d\n"),
    NAME_NULL("'id':'1','name':null,'data':'d'", "id: 1\n", "data: d\n"),
    NAME_EMPTY("'id':'1','name':'','data':'d'", "id: 1\n", "data: d\n"),
    NAME_LONGEST(
            "'id':'1','name':'" + "n".repeat(255) + "','data':'d'",
            "id: 1\n",
            "event: " + "n".repeat(255) + "\ndata: d\n"),
    ORDER_OF_FIELDS("'data':'d','name':'n','id':'1'", "id: 1\n", "event: n\ndata: d\n"),
    USER_AND_SOCKET_EMPTY("'user':'','socket':null,'id':'1','data':'d'", "id: 1\n", "data: d\n"),
    UNKNOWN_FIELDS("'a':[{'id':'2'}],'Data':1,'event':'n','id':'1','data':'d'", "id: 1\n", "data: d\n"),
    LAST_OF_TWO("'data':'c','id':'1','data':'d','id':'2'", "id: 2\n", "data: d\n"),
    LAST_OF_TWO_IS_NULL("'data':'d','id':'1','id':null", "ID", "data: d\n");

    private static final String BROKERS_ID = "id: @\\S+\n";

    final String members;
    final String frame;

    FieldsOnTheWire(String members, String id, String rest) {
        this.members = members.replace('\'', '"');
        frame = (id.equals("ID") ? BROKERS_ID : Pattern.quote(id)) + Pattern.quote(rest + "\n");
    }
}
