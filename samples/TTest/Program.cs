using TTest;

// A t-test, asked for from the other side of a connection:
//
//   dotnet run --project samples/TTest -- [folder of liaison-py]   a .NET front end asks scipy, in Python
//   dotnet run --project samples/TTest -- serve <host:port>        a .NET back end is asked, e.g. by front-end.mjs
return args switch
{
    ["serve", var address] => await Backend.RunAsync(address),
    [] => await Frontend.RunAsync(Environment.GetEnvironmentVariable("LIAISON_PY")),
    ["serve"] => Usage(),
    [var folder] => await Frontend.RunAsync(folder),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("Write: dotnet run --project samples/TTest -- [folder of liaison-py | serve <host:port>]");
    return 2;
}
