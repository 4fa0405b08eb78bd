using Engagement.Gateway.Keys;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Engagement.Gateway.Operation;

/// <summary>
/// What the body of an operation is, for the OpenAPI document. Not the framework's own metadata, because that would refuse bodies by their
/// content type, and clients label theirs as they like.
/// </summary>
/// <param name="Shape">Null: a document of its own grammar.</param>
internal sealed record BodyDocs(Type? Shape, string Description);

internal static class OperationDocs
{
    public static RouteHandlerBuilder TakesDocument(this RouteHandlerBuilder route, string description, params ReadOnlySpan<int> alsoAnswers)
    {
        foreach (var status in alsoAnswers)
        {
            route.WithMetadata(new ProducesResponseTypeMetadata(status, typeof(Wire.Campaign), ["application/json"]));
        }

        return route.WithMetadata(new BodyDocs(null, description));
    }

    public static RouteHandlerBuilder Takes<T>(this RouteHandlerBuilder route, string description) =>
        route.WithMetadata(new BodyDocs(typeof(T), description));

    public static RouteHandlerBuilder Answers<T>(this RouteHandlerBuilder route, int status) =>
        route.WithMetadata(new ProducesResponseTypeMetadata(status, typeof(T), ["application/json"]));

    public static RouteHandlerBuilder ForRecipient(this RouteHandlerBuilder route) => route.WithMetadata(new RecipientDocs());
}

/// <summary>Marks an operation that says whom it is for by query or user token.</summary>
internal sealed record RecipientDocs;

/// <summary>Marks an operation that answers with server-sent events.</summary>
internal sealed record StreamDocs;

/// <summary>Says which keys an operation takes that checks them itself, by its own rules.</summary>
internal sealed record KeyDocs(KeyRequirement Requirement);
