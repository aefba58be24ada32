package io.darkroom.server.socket;

import static org.assertj.core.api.Assertions.assertThat;

import io.darkroom.server.event.Audience;
import io.darkroom.server.event.Message;
import java.lang.reflect.Proxy;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.websocket.api.Session;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What happens between a client's being told that its socket is open and the hub's being told so. */
class HubTest {
    private static final Audience.Client ME = new Audience.Client("local", "me");

    private final Hub hub = new Hub(InstantSource.system());

    @AfterEach
    void close() {
        hub.close();
    }

    @Test
    void whatIsToldWhileASocketOpensReachesIt() {
        long expected = hub.expect(ME);
        tell("first");
        tell("second");

        assertThat(missed(open(expected))).containsExactly("first", "second");
    }

    @Test
    void whatWasToldBeforeIsNotRepeated() {
        tell("early");
        long expected = hub.expect(ME);

        assertThat(missed(open(expected))).isEmpty();
    }

    @Test
    void whatIsToldWhileASocketTakesOverReachesTheNewOne() {
        open(hub.expect(ME));
        tell("for the old one");
        long expected = hub.expect(ME);
        tell("meanwhile");

        assertThat(missed(open(expected))).containsExactly("meanwhile");
    }

    @Test
    void whatIsToldWhileASocketOpensIsKeptThoughTheOneBeforeCloses() {
        Hub.Arrival old = open(hub.expect(ME));
        long expected = hub.expect(ME);
        tell("first");
        hub.disconnect(ME, old.connection());
        tell("second");

        assertThat(missed(open(expected))).containsExactly("first", "second");
    }

    @Test
    void twoSocketsThatOpenAtATimeEachGetAll() {
        long one = hub.expect(ME);
        tell("first");
        long other = hub.expect(ME);
        tell("second");

        assertThat(missed(open(one))).containsExactly("first", "second");
        assertThat(missed(open(other))).containsExactly("second");
    }

    private void tell(String type) {
        hub.tell(ME, new Message.Event(type, Map.of()));
    }

    /** The hub hears of the socket; nothing is sent on it, since it is never released. */
    private Hub.Arrival open(long expected) {
        Session session = (Session) Proxy.newProxyInstance(
                Session.class.getClassLoader(), new Class<?>[] {Session.class}, (proxy, method, arguments) -> null);
        return hub.connect(ME, expected, Optional.empty(), session);
    }

    private static List<String> missed(Hub.Arrival arrival) {
        return arrival.missed().orElseThrow().stream()
                .map(letter -> ((Frame.Json) letter.frame().body()).text())
                .map(text -> text.replaceFirst(".*\"type\": ?\"([^\"]*)\".*", "$1"))
                .toList();
    }
}
