package io.darkroom.server.access;

import io.darkroom.format.json.JsonText;
import io.darkroom.server.access.OriginCheck.Call;
import io.darkroom.server.http.HttpProblem;
import java.util.Optional;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Every request passes here first, web sockets, static files and what no route takes included. Puts the headers on the answer that
 * all answers have, and refuses what a stranger's page sends.
 */
final class Gate extends Handler.Wrapper {
    private static final int MOST_PARAMETERS = 1000;

    private final OriginCheck origins;
    private final Optional<String> corsOrigin;
    private final PagePolicy pages;
    private final SocketCount sockets;
    private final int mostSockets;

    Gate(OriginCheck origins, Optional<String> corsOrigin, PagePolicy pages, SocketCount sockets, int mostSockets) {
        this.origins = origins;
        this.corsOrigin = corsOrigin;
        this.pages = pages;
        this.sockets = sockets;
        this.mostSockets = mostSockets;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        headers(request, response.getHeaders());
        Optional<HttpProblem> problem = problem(request);
        if (problem.isPresent()) {
            response.setStatus(problem.get().status());
            response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json; charset=utf-8");
            Content.Sink.write(response, true, JsonText.of(problem.get().toJson()), callback);
            return true;
        }
        if (request.getMethod().equals("OPTIONS")) { // as ComfyUI answers, whatever the path
            response.setStatus(200);
            callback.succeeded();
            return true;
        }
        return super.handle(request, response, callback);
    }

    private Optional<HttpProblem> problem(Request request) {
        HttpFields headers = request.getHeaders();
        boolean socket = "websocket".equalsIgnoreCase(headers.get(HttpHeader.UPGRADE));
        Optional<String> refusal = origins.refusal(new Call(
                request.getMethod(),
                Optional.ofNullable(headers.get(HttpHeader.HOST)),
                Optional.ofNullable(headers.get(HttpHeader.ORIGIN)),
                Optional.ofNullable(headers.get("Sec-Fetch-Site")),
                socket,
                request.isSecure()));
        if (refusal.isPresent()) {
            return refusal.map(HttpProblem::forbidden);
        }
        String query = request.getHttpURI().getQuery();
        if (query != null && query.chars().filter(c -> c == '&').count() >= MOST_PARAMETERS) {
            return Optional.of(HttpProblem.badRequest(
                    "too_many_parameters",
                    "The request's address has more than " + MOST_PARAMETERS + " parameters; send fewer.",
                    ""));
        }
        String address = Request.getRemoteAddr(request);
        if (socket && sockets.of(address) >= mostSockets) {
            return Optional.of(new HttpProblem(
                    429,
                    "too_many_sockets",
                    "Your address " + address + " has " + mostSockets
                            + " web sockets open, which is the most there may be; close some.",
                    ""));
        }
        return Optional.empty();
    }

    private void headers(Request request, HttpFields.Mutable headers) {
        headers.put("X-Content-Type-Options", "nosniff");
        headers.put("Referrer-Policy", "same-origin"); // "no-referrer" would make the origin of our own forms "null"
        headers.put("X-Frame-Options", "SAMEORIGIN");
        headers.put(
                "Content-Security-Policy",
                PagePolicy.of(request.getHttpURI().getCanonicalPath(), pages).header());
        if (corsOrigin.isPresent()) {
            headers.put("Access-Control-Allow-Origin", corsOrigin.get());
            headers.put("Access-Control-Allow-Methods", "POST, GET, DELETE, PUT, OPTIONS, PATCH");
            headers.put("Access-Control-Allow-Headers", "Content-Type, Authorization");
            headers.put("Access-Control-Allow-Credentials", "true");
            headers.add(new HttpField(HttpHeader.VARY, "Origin"));
        } else {
            headers.put("Cross-Origin-Resource-Policy", "same-site"); // pages of this machine may show pictures
        }
    }
}
