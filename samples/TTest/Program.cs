using TTest;

// A t-test that runs at the other end of a connection:
//
//   dotnet run --project samples/TTest -- [folder of liaison-py]   a .NET front end calls scipy, in Python
//   dotnet run --project samples/TTest -- serve <host:port>        a .NET back end, to be called e.g. by front-end.mjs
//   dotnet run --project samples/TTest -- trace <folder>           a .NET host calls scipy for a page, and the trace is printed
return args switch
{
    ["serve", var address] => await Backend.RunAsync(address),
    [] => await Frontend.RunAsync(Environment.GetEnvironmentVariable("LIAISON_PY")),
    ["trace", var folder] => await Traced.RunAsync(folder),
    ["serve"] or ["trace"] => Usage(),
    [var folder] => await Frontend.RunAsync(folder),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("Write: dotnet run --project samples/TTest -- [folder of liaison-py | serve <host:port> | trace <folder>]");
    return 2;
}
