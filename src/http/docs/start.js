// Shows the description as pages. Without Swagger UI in this build the link to it stays.
if (window.SwaggerUIBundle) {
  window.SwaggerUIBundle({
    url: "/openapi.json",
    dom_id: "#api",
    deepLinking: true,
    validatorUrl: null,
    // A signed-in browser sends its cookie; changes need the page's own origin, which this is.
    requestInterceptor: (request) => ({ ...request, credentials: "same-origin" }),
  });
}
