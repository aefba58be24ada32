package io.darkroom.server.http;

import io.darkroom.format.json.JsonText;
import io.javalin.config.JavalinConfig;
import io.javalin.config.SizeUnit;
import java.util.EnumSet;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.http.UriCompliance.Violation;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** How HTTP comes in: limits, which paths are taken, and what is said of requests that no route sees. */
public final class Transport {
    /** File names travel as one segment of a path, with their separators and percent signs encoded (comfyui-contract.md, 7.4). */
    private static final UriCompliance ENCODED_NAMES = UriCompliance.from(EnumSet.of(
            Violation.AMBIGUOUS_PATH_SEPARATOR,
            Violation.AMBIGUOUS_PATH_ENCODING,
            Violation.AMBIGUOUS_PATH_SEGMENT,
            Violation.AMBIGUOUS_EMPTY_SEGMENT,
            Violation.SUSPICIOUS_PATH_CHARACTERS));

    private Transport() {}

    /**
     * @param maxBodyBytes the largest request body; beyond it, 413
     */
    public static void apply(JavalinConfig config, long maxBodyBytes) {
        config.startup.showJavalinBanner = false;
        config.startup.startupWatcherEnabled = false;
        config.http.prefer405over404 = true;
        config.http.maxRequestSize = maxBodyBytes;
        config.http.asyncTimeout = 0; // a prompt takes as long as it takes
        config.jetty.multipartConfig.maxFileSize(maxBodyBytes, SizeUnit.BYTES);
        config.jetty.multipartConfig.maxTotalRequestSize(maxBodyBytes, SizeUnit.BYTES);
        config.jetty.modifyHttpConfiguration(Transport::configure);
        config.jetty.modifyServletContextHandler(
                context -> context.getServletHandler().setDecodeAmbiguousURIs(true));
        config.jetty.modifyServer(server -> server.setErrorHandler(new SentenceHandler()));
    }

    private static void configure(HttpConfiguration configuration) {
        configuration.setUriCompliance(ENCODED_NAMES);
        configuration.setSendServerVersion(false);
    }

    /** Answers requests that are refused before any route sees them as routes do: JSON with a sentence. */
    private static final class SentenceHandler extends ErrorHandler {
        @Override
        public boolean handle(Request request, Response response, Callback callback) {
            int status = response.getStatus() >= 400 ? response.getStatus() : HttpStatus.INTERNAL_SERVER_ERROR_500;
            response.setStatus(status);
            response.getHeaders().put(HttpHeader.CONTENT_TYPE, Bodies.JSON);
            // Jetty closes the connection of a request that it could not read; a client must not send the next one into
            // it.
            response.getHeaders().put(HttpHeader.CONNECTION, HttpHeaderValue.CLOSE);
            Object said = request.getAttribute(ERROR_MESSAGE);
            Content.Sink.write(response, true, body(status, said instanceof String text ? text : null), callback);
            return true;
        }

        private static String body(int status, @Nullable String reason) {
            String what = reason == null || reason.isBlank() ? HttpStatus.getMessage(status) : reason;
            return JsonText.of(Refusals.ofStatus(status, what).toJson());
        }
    }
}
