using System.Text.Json;
using Engagement.Core.Decisions;
using Engagement.Core.Users;
using Engagement.Gateway.Http;
using Engagement.Gateway.Keys;
using Engagement.Gateway.Mapping;
using Engagement.Runtime.Hosting;
using Engagement.Runtime.ReadSide;
using Microsoft.AspNetCore.Http;

namespace Engagement.Gateway.People;

/// <summary>Everything kept of a person, written page by page: its size is not bounded by memory.</summary>
internal static class PersonExport
{
    public static async Task<IResult> ExportAsync(
        Caller caller, string id, IActorHost host, IReadModels readModels, CancellationToken cancellationToken, string? kind = null)
    {
        var (profile, refused) = await PersonRoutes.FindAsync(caller, id, kind, host, cancellationToken);
        return refused is not null ? refused : new Export(caller, profile!, readModels);
    }

    private sealed class Export(Caller caller, UserProfile profile, IReadModels readModels) : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            var cancellationToken = httpContext.RequestAborted;
            httpContext.Response.ContentType = "application/json";
            await using var writer = new Utf8JsonWriter(httpContext.Response.BodyWriter);
            writer.WriteStartObject();
            writer.WritePropertyName("profile");
            JsonSerializer.Serialize(writer, profile.ToWire(), Wire.ProtocolJson.Default.Profile);
            writer.WriteStartArray("timeline");
            await WriteTimelineAsync(writer, cancellationToken);
            writer.WriteEndArray();
            writer.WriteStartArray("decisions");
            await WriteDecisionsAsync(writer, cancellationToken);
            writer.WriteEndArray();
            writer.WriteEndObject();
            await writer.FlushAsync(cancellationToken);
        }

        private async Task WriteTimelineAsync(Utf8JsonWriter writer, CancellationToken cancellationToken)
        {
            string? cursor = null;
            do
            {
                var page = await readModels.TimelineAsync(caller.Workspace, profile.Person, cursor, Paging.Most, cancellationToken);
                foreach (var entry in page.Items)
                {
                    JsonSerializer.Serialize(writer, entry.ToWire(), Wire.ProtocolJson.Default.TimelineEntry);
                }

                cursor = page.Cursor;
                await writer.FlushAsync(cancellationToken);
            }
            while (cursor is not null);
        }

        private async Task WriteDecisionsAsync(Utf8JsonWriter writer, CancellationToken cancellationToken)
        {
            string? cursor = null;
            do
            {
                var page = await readModels.DecisionsAsync(caller.Workspace, profile.Person, null, cursor, Paging.Most, cancellationToken);
                foreach (Trace decision in page.Items)
                {
                    JsonSerializer.Serialize(writer, decision.ToWire(), Wire.ProtocolJson.Default.Candidate);
                }

                cursor = page.Cursor;
                await writer.FlushAsync(cancellationToken);
            }
            while (cursor is not null);
        }
    }
}
